import Events

/// An agent whose runs are read for what it does.
struct Agent: Sendable {
  /// Whether it prints a stream of JSON lines that says what it does.
  let isStreaming: Bool

  /// Agents by what they are called.
  private static let known = ["claude"]

  /// nil where the command is no agent.
  init?(_ arguments: RunArguments) {
    guard Self.known.contains(arguments.agent ?? arguments.program) else { return nil }
    let words = arguments.words.dropFirst()
    let isOneShot = words.contains("-p") || words.contains("--print")
    let pairs = zip(words, words.dropFirst())
    let asksForStream =
      words.contains("--output-format=stream-json")
      || pairs.contains { $0 == ("--output-format", "stream-json") }
    isStreaming = isOneShot && asksForStream
  }

  /// What an agent's hooks and telemetry have put into the log.
  static func figures(of run: String, in passed: Passed?) -> AgentFigures {
    var figures = AgentFigures()
    passed?.forEach(of: run) { figures.observe($0) }
    return figures
  }
}

extension AgentFigures {
  /// What says that a person, or whoever has one's part, asked for something.
  private static let prompts = ["UserPromptSubmit", "user_prompt"]
  /// Events of which each is a call of a tool, where they do not say which.
  private static let callNames = ["PreToolUse", "tool_result"]
  /// Where the id of a response stands.
  private static let responseIDs = ["message_id", "message.id", "request_id"]

  /// Counts what an event of the run tells.
  fileprivate mutating func observe(_ event: borrowing Event) {
    let name = event.name ?? ""
    guard name != RunEvents.name else { return }
    begin(session: event.sessionID, model: event.model)
    if Self.prompts.contains(name) { addTurn() }
    if let id = event.id(.toolUseID) {
      call(id)
    } else if Self.callNames.contains(name) {
      call(nil)
    }
    for field in Self.responseIDs {
      guard let id = event.view(named: field)?.string, let tokens = event.tokens else { continue }
      if respond(id, tokens), let cost = event.costUSD { addCost(cost) }
      return
    }
  }
}
