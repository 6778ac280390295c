package import Events
import Synchronization
import SystemCalls

/// A place in a stream that the engine keeps for a reader, who fetches what comes behind it.
///
/// Fetching asks for more before the last of what was asked for is there, so that a reader who keeps up
/// waits for no round trip.
package final class EngineConsumer: Sendable {
  private let stream: EngineStream
  private let name: String
  private let inbox: String
  private let arriving: EngineSubscription
  private let asked = Mutex(Asked())

  /// What was asked for and has not come.
  private struct Asked {
    var count = 0
    /// When the engine forgets it, by the clock that never goes back.
    var end: Int64 = 0
    /// Which question it was.
    var number = 0
  }

  /// How long the engine keeps a question.
  private static let patience = Duration.seconds(5)

  /// The durable consumer of that name, made where it is missing, from the stream's first message on.
  package init(of stream: EngineStream, _ settings: ConsumerSettings) throws(RelayError) {
    let name = settings.name
    (self.stream, self.name) = (stream, name)
    let (question, body) = settings.question(of: stream.name)
    switch try stream.engine.ask(question, body) {
    case .success: break
    case .failure(let refusal):
      // One of other settings is used as it is.
      guard case .success = try stream.engine.ask("CONSUMER.INFO.\(stream.name).\(name)") else {
        throw refusal.error("consumer \(name) of stream \(stream.name)")
      }
    }
    inbox = Inbox.fresh()
    arriving = try EngineSubscription(stream.engine.connection, to: inbox + ".*")
  }

  /// Has the engine make several at once; which of them it does not make says whoever uses them.
  ///
  /// - Throws: `away` where no node is there.
  package static func make(
    _ wanted: [ConsumerSettings], of stream: EngineStream
  ) throws(RelayError) {
    _ = try stream.engine.ask(all: wanted.map { $0.question(of: stream.name) })
  }

  /// The next messages: as many as are there, at least one where one comes in time.
  ///
  /// - Throws: `away` where no node is there.
  package func fetch(
    _ count: Int, within timeout: Duration
  ) throws(RelayError) -> [EngineDelivery] {
    var found: [EngineDelivery] = []
    let end = deadline(after: timeout)
    while found.count < count {
      try ask(for: count - found.count)
      // Once there is one, only what has come already.
      let rest = found.isEmpty ? Duration.nanoseconds(max(0, end - monotonicNow())) : .zero
      guard let message = try arriving.next(within: min(rest, .milliseconds(250))) else {
        if found.isEmpty && monotonicNow() < end { continue }
        break
      }
      if let delivery = EngineDelivery(message) {
        asked.withLock { $0.count = max(0, $0.count - 1) }
        found.append(delivery)
      } else {
        try heed(message)
      }
    }
    return found
  }

  private func ask(for count: Int) throws(RelayError) {
    let number: Int? = asked.withLock { asked in
      let now = monotonicNow()
      if now >= asked.end { asked.count = 0 }
      guard asked.count < (count + 1) / 2 else { return nil }
      asked.number += 1
      (asked.count, asked.end) = (asked.count + count, deadline(after: Self.patience))
      return asked.number
    }
    guard let number else { return }
    let body: Value = [
      "batch": .integer(Int64(count)), "expires": .integer(Self.patience.nanoseconds - 250_000_000),
    ]
    do throws(RelayError) {
      try stream.engine.connection.publish(
        EngineMessage(
          "$JS.API.CONSUMER.MSG.NEXT.\(stream.name).\(name)", reply: "\(inbox).\(number)",
          payload: Array(JSONWriter.text(of: body).utf8)))
    } catch {
      asked.withLock { $0.end = 0 }
      throw error
    }
  }

  /// What is no message but about a question: it has ended, or nobody heard it.
  private func heed(_ message: EngineMessage) throws(RelayError) {
    guard let status = message["Status"], status != "100" else { return }
    let number = message.subject.split(separator: ".").last.flatMap { Int($0) }
    asked.withLock { if $0.number == number { $0.end = 0 } }
    if status == "409", message["Description"]?.contains("Consumer Deleted") == true {
      throw RelayError(.away, "consumer \(name) of stream \(stream.name) is gone; it is made anew")
    }
    // No leader for it: not at once again.
    if status == "503" { pause(nanoseconds: 250_000_000) }
  }

  /// Says that a message is done with: it is not given again.
  package func acknowledge(_ delivery: EngineDelivery) throws(RelayError) {
    try answer(delivery, "+ACK")
  }

  /// Says that a message is to be given again, at once or later.
  package func refuse(
    _ delivery: EngineDelivery, until pause: Duration = .zero
  ) throws(RelayError) {
    try answer(delivery, pause > .zero ? "-NAK {\"delay\":\(pause.nanoseconds)}" : "-NAK")
  }

  /// Says that a message is still worked on, so that it is not given again meanwhile.
  package func hold(_ delivery: EngineDelivery) throws(RelayError) { try answer(delivery, "+WPI") }

  private func answer(_ delivery: EngineDelivery, _ word: String) throws(RelayError) {
    guard let reply = delivery.message.reply else { return }
    try stream.engine.connection.publish(EngineMessage(reply, payload: Array(word.utf8)))
  }

  /// How far the consumer of that name is; nil where there is none.
  package static func state(
    of name: String, in stream: EngineStream
  ) throws(RelayError) -> ConsumerState? {
    switch try stream.engine.ask("CONSUMER.INFO.\(stream.name).\(name)") {
    case .success(let there): return ConsumerState(there)
    case .failure(let refusal) where refusal.status == 404: return nil
    case .failure(let refusal): throw refusal.error("consumer \(name) of stream \(stream.name)")
    }
  }

  /// How far the consumer is, as the engine has it.
  package func state() throws(RelayError) -> ConsumerState {
    ConsumerState(try stream.engine.demand("CONSUMER.INFO.\(stream.name).\(name)"))
  }
}

/// How far a consumer of a stream is.
package struct ConsumerState: Sendable, Equatable {
  /// Messages that it has not been given.
  package let pending: Int
  /// Messages that it was given and that nobody acknowledged.
  package let unacknowledged: Int
  /// The number in the stream up to which all is acknowledged.
  package let floor: UInt64

  /// Whether nothing is left that it would bring.
  package var isDone: Bool { pending == 0 && unacknowledged == 0 }

  /// As the engine tells it.
  package init(_ value: Value) {
    pending = value["num_pending"]?.count ?? 0
    unacknowledged = value["num_ack_pending"]?.count ?? 0
    floor = UInt64(max(0, value["ack_floor"]?["stream_seq"]?.count ?? 0))
  }
}
