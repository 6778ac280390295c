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
  var isDone: Bool { self["api_posted"] == true || self["api_post_refused"] == true }

  /// The event that says what came of sending it.
  func posting(at time: Timestamp, _ fields: [Member]) -> NewEvent {
    NewEvent("run", at: time, fields: identity + fields)
  }

  /// What holds as long as nobody has written that it was sent.
  var isUnposted: AppendCondition {
    var filter = Filter()
    filter.names = ["run"]
    if let id = self["event_id"]?.text { filter.eventIDs = [id] } else { filter.runIDs = [id] }
    filter.fields = [FieldCondition("api_posted", .equal, true)]
    return .none(matching: filter)
  }

  /// The request that carries it. The key tells a receiver that it has this one already, where the answer
  /// was lost.
  func request(to url: String, token: String?) -> PostRequest {
    var body = RunDocument.value(self).members.filter { $0.name != "update" }
    if self["event_id"]?.text == nil { body.insert(Member("event_id", .string(key.text)), at: 0) }
    var request = PostRequest(url: url, body: Array(JSONWriter.text(of: .object(body)).utf8))
    request.headers = [
      (name: "Content-Type", value: "application/json"), (name: "User-Agent", value: "tlm/0.1.0"),
      (name: "Idempotency-Key", value: key.text.filter { $0.isASCII && !$0.isNewline }),
    ]
    if let token { request.headers.append((name: "Authorization", value: "Bearer \(token)")) }
    return request
  }
}
