package import Events
import SystemCalls

/// What an engine keeps: streams and their consumers, asked for by messages of JSON.
package struct JetStream: Sendable {
  package let connection: EngineConnection
  /// How long an answer is waited for.
  package let patience: Duration

  package init(_ connection: EngineConnection, patience: Duration = .seconds(5)) {
    (self.connection, self.patience) = (connection, patience)
  }

  /// What the engine answers where it does not do what it is asked.
  package struct Refusal: Error, Sendable, Equatable {
    /// As HTTP has it: 404 for what is not there.
    package let status: Int
    /// The engine's own number for it.
    package let code: Int
    package let words: String
  }

  /// Asks for something.
  ///
  /// - Parameter question: as the engine names it, behind `$JS.API.`.
  /// - Returns: the answer, or why there is none but this one.
  /// - Throws: `away` where nobody answers.
  package func ask(
    _ question: String, _ body: Value = [:]
  ) throws(RelayError) -> Result<Value, Refusal> {
    guard
      let answer = try connection.request(Self.message(question, body), within: patience)
    else { throw silent }
    return try Self.read(answer, to: question)
  }

  /// Asks for several things at once, and waits for all the answers.
  ///
  /// - Returns: of each its answer; nil where none came in time.
  /// - Throws: `away` where nobody answers.
  package func ask(
    all questions: [(question: String, body: Value)]
  ) throws(RelayError) -> [Result<Value, Refusal>?] {
    let inbox = Inbox.fresh()
    let arriving = try EngineSubscription(connection, to: inbox + ".*")
    for (number, asked) in questions.enumerated() {
      var message = Self.message(asked.question, asked.body)
      message.reply = "\(inbox).\(number)"
      try connection.publish(message)
    }
    var answers = [Result<Value, Refusal>?](repeating: nil, count: questions.count)
    var missing = questions.count
    let end = deadline(after: patience)
    while missing > 0, monotonicNow() < end {
      guard let message = try arriving.next(within: .milliseconds(250)),
        let number = message.subject.split(separator: ".").last.flatMap({ Int($0) }),
        answers.indices.contains(number), answers[number] == nil
      else { continue }
      if message["Status"] == "503" { throw silent }
      answers[number] = try Self.read(message, to: questions[number].question)
      missing -= 1
    }
    return answers
  }

  private static func message(_ question: String, _ body: Value) -> EngineMessage {
    EngineMessage("$JS.API." + question, payload: Array(JSONWriter.text(of: body).utf8))
  }

  private var silent: RelayError {
    RelayError(
      .away,
      "the engine at \(connection.told) keeps no streams, or has no leader for them now; "
        + "begin its nodes with jetstream in their configuration")
  }

  private static func read(
    _ answer: EngineMessage, to question: String
  ) throws(RelayError) -> Result<Value, Refusal> {
    // A line's end can stand between values only, never in one.
    let bytes = answer.payload.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    guard let value = Value(json: bytes) else {
      throw RelayError(.unreadable, "the engine's answer to \(question) is no JSON")
    }
    guard let error = value["error"] else { return .success(value) }
    return .failure(
      Refusal(
        status: error["code"]?.count ?? 500, code: error["err_code"]?.count ?? 0,
        words: error["description"]?.text ?? "it says no more than that it failed"))
  }

  /// The same where nothing but an answer is of use.
  package func demand(_ question: String, _ body: Value = [:]) throws(RelayError) -> Value {
    switch try ask(question, body) {
    case .success(let answer): return answer
    case .failure(let refusal): throw refusal.error(question)
    }
  }
}

extension JetStream.Refusal {
  /// As an error about what was asked.
  package func error(_ question: String) -> RelayError {
    // What only fails for now, as a leader is chosen, is tried again.
    RelayError(status >= 500 ? .away : .refused, "\(question): the engine says: \(words)")
  }
}
