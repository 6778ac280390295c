import Events

/// Sends messages to a stream without waiting for each, and tells which the engine has taken.
///
/// One that sends and one that hears may be different threads. What gets no answer is the sender's to
/// notice, and to send again: the engine drops it by its id where it has it.
package final class EnginePublisher: Sendable {
  private let connection: EngineConnection
  private let answers: EngineSubscription
  private let inbox: String

  /// What the engine says of one message.
  package struct Answer: Sendable, Equatable {
    /// What the message was sent with.
    package let ticket: UInt64
    package let outcome: Outcome
  }

  /// What became of a message.
  package enum Outcome: Sendable, Equatable {
    /// It is kept, under that number; or it was, as another with its id.
    case kept(sequence: UInt64, isRepeat: Bool)
    /// It is not: the engine's number and words for why.
    case refused(code: Int, words: String)
    /// Nobody was there to keep it: there is no stream of that subject, or it has no leader now.
    case unheard
  }

  package init(_ connection: EngineConnection) throws(RelayError) {
    self.connection = connection
    inbox = Inbox.fresh()
    answers = try EngineSubscription(connection, to: inbox + ".*")
  }

  /// Sends a message.
  ///
  /// - Parameters:
  ///   - id: what the engine knows a repeat by.
  ///   - ticket: what its answer is told with.
  /// - Throws: `away` where no node is there, `unusable` where it is too large.
  package func send(
    _ message: EngineMessage, id: String?, ticket: UInt64
  ) throws(RelayError) {
    var message = message
    message.reply = "\(inbox).\(ticket)"
    if let id { message.headers.append(EngineHeader("Nats-Msg-Id", id)) }
    try connection.publish(message)
  }

  /// The next answer; nil where none came in time.
  package func next(within timeout: Duration) throws(RelayError) -> Answer? {
    while let message = try answers.next(within: timeout) {
      guard let last = message.subject.split(separator: ".").last, let ticket = UInt64(last) else {
        continue
      }
      return Answer(ticket: ticket, outcome: Self.outcome(message))
    }
    return nil
  }

  static func outcome(_ message: EngineMessage) -> Outcome {
    if message["Status"] == "503" { return .unheard }
    guard let value = Value(json: message.payload.filter { $0 != UInt8(ascii: "\n") }) else {
      return .refused(code: 0, words: "its answer is no JSON")
    }
    if let error = value["error"] {
      return .refused(
        code: error["err_code"]?.count ?? 0, words: error["description"]?.text ?? "it failed")
    }
    guard case .integer(let sequence)? = value["seq"], sequence > 0 else {
      return .refused(code: 0, words: "its answer names no place in a stream")
    }
    return .kept(sequence: UInt64(sequence), isRepeat: value["duplicate"] == .bool(true))
  }
}

/// A subject that nobody else hears.
enum Inbox {
  static func fresh() -> String {
    var random = SystemRandomNumberGenerator()
    let words = [random.next(), random.next()].map { String($0, radix: 36) }
    return "_INBOX.tlm" + words.joined()
  }
}
