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
    let message = EngineMessage(
      "$JS.API." + question, payload: Array(JSONWriter.text(of: body).utf8))
    guard let answer = try connection.request(message, within: patience) else {
      throw RelayError(
        .away,
        "the engine at \(connection.told) keeps no streams, or has no leader for them now; "
          + "begin its nodes with jetstream in their configuration")
    }
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
