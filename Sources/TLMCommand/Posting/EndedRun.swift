import Analysis
import Documents
import Posting
import TLM

/// A run that has ended, on its way to a receiver.
struct EndedRun: Sendable, Equatable {
  let key: Label
  /// Where the record stands that ended it.
  let position: Position

  /// Nil for an event that ends no run.
  init?(_ event: borrowing Event) {
    guard event.name == "run", let key = Label(event.eventID ?? event.runID),
      let outcome = event.outcome, outcome != .running, outcome != .unknown
    else { return nil }
    (self.key, position) = (key, event.position)
  }

  /// Those of a batch, each once.
  static func all(in batch: LineBatch) -> [EndedRun] {
    var found: [EndedRun] = []
    for index in 0..<batch.count {
      guard let run = EndedRun(batch.event(at: index)),
        !found.contains(where: { $0.key == run.key })
      else { continue }
      found.append(run)
    }
    return found
  }
}

extension RunRecord {
  /// Whether nothing is to be sent of it any more: it was, or the receiver does not want it.
  var isDone: Bool { isPosted || isRefused }

  /// Whether a receiver took it.
  var isPosted: Bool { self["api_posted"] == true }

  /// Whether a receiver said that it does not want it.
  var isRefused: Bool { self["api_post_refused"] == true }

  /// Whether it was sent in vain.
  var wasTried: Bool { self["api_post_error"] != nil }

  /// How often it was sent in vain.
  var attempts: Int64 {
    guard wasTried, let retries = self["api_retry_count"]?.number else { return 0 }
    return Int64(min(max(0, retries), 1e9)) + 1
  }

  /// Whether it has ended, in whichever way.
  var hasEnded: Bool { status != nil && status != .running && status != .unknown }

  /// The event that says what came of sending it.
  func posting(at time: Timestamp, _ fields: [Member]) -> NewEvent {
    NewEvent("run", at: time, fields: identity + fields)
  }

  /// What holds as long as nobody has written that it was sent.
  var isUnposted: [AppendCondition] {
    Filter.records(ofRun: key).map { filter in
      var filter = filter
      filter.fields = [FieldCondition("api_posted", .equal, true)]
      return .none(matching: filter)
    }
  }

  /// The request that carries it. The key tells a receiver that it has this one already, where the answer
  /// was lost.
  func request(to receiver: RunReceiver) -> PostRequest {
    var body = RunDocument.value(self).members.filter { $0.name != "update" }
    if self["event_id"]?.text == nil { body.insert(Member("event_id", .string(key.text)), at: 0) }
    var request = PostRequest(
      url: receiver.url, body: Array(JSONWriter.text(of: .object(body)).utf8))
    request.fetchesAnswer = true
    request.headers = [
      (name: "Content-Type", value: "application/json"), (name: "User-Agent", value: "tlm/0.1.0"),
      (name: "Idempotency-Key", value: key.text.filter { $0.isASCII && !$0.isNewline }),
    ]
    if let token = receiver.token {
      request.headers.append((name: "Authorization", value: "Bearer \(token)"))
    }
    return request
  }
}
