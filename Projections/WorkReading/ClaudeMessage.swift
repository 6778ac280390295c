import Events

/// What a message in a transcript says, read in one go: results of tools can be long.
struct ClaudeMessage {
  private(set) var id: String?
  private(set) var model: String?
  private(set) var usage: TokenReading?
  /// Tools that it calls.
  private(set) var uses: [Use] = []
  /// How calls ended.
  private(set) var results: [Result] = []
  /// Whether somebody's words are in it.
  private(set) var hasText = false

  struct Use {
    let id: String
    let tool: String
  }

  struct Result {
    let id: String
    let ending: CallEnding
  }

  init(_ message: borrowing JSONView, of event: borrowing Event) {
    message.forEachLastMember { name, value in
      if name.spells("id") { id = value.id }
      if name.spells("model") { model = value.string.flatMap { $0.isEmpty ? nil : $0 } }
      if name.spells("usage"), !value.isNull { usage = TokenReading(usage: value) }
      if name.spells("content") { read(content: value, of: event) }
      // As Gemini's kin have it.
      if name.spells("parts") { value.forEachElement { read(part: $0) } }
    }
  }

  private mutating func read(content: borrowing JSONView, of event: borrowing Event) {
    if content.kind == .string { hasText = !content.text.isEmpty }
    content.forEachElement { element in
      var part = Part()
      element.forEachLastMember { name, value in part.read(name, value, of: event) }
      switch part.type {
      case "tool_use":
        if let id = part.id, let tool = part.name { uses.append(Use(id: id, tool: tool)) }
      case "tool_result":
        if let id = part.call { results.append(Result(id: id, ending: part.ending)) }
      case "text": if part.hasText { hasText = true }
      default: break
      }
    }
  }

  private mutating func read(part: borrowing JSONView) {
    if let text = part.member("text"), !text.isFalsy {
      var isThought = false
      if let thought = part.member("thought") { isThought = thought.bool ?? false }
      if !isThought { hasText = true }
    }
    if let call = part.member("functionCall"), let view = call.member("id"), let id = view.id,
      let name = call.member("name")
    {
      uses.append(Use(id: id, tool: name.string ?? "unknown"))
    }
    if let response = part.member("functionResponse"), let view = response.member("id"),
      let id = view.id
    {
      results.append(Result(id: id, ending: CallEnding(.success, .implied)))
    }
  }

  /// One part of a message's content.
  private struct Part {
    var type = ""
    var id: String?
    var name: String?
    var call: String?
    var hasText = false
    private var outcome: Outcome?
    private var refusal: CallOutcome?

    mutating func read(
      _ key: borrowing JSONView, _ value: borrowing JSONView, of event: borrowing Event
    ) {
      if key.spells("type") { type = value.string ?? "" }
      if key.spells("id") { id = value.id }
      if key.spells("name") { name = value.string }
      if key.spells("tool_use_id") { call = value.id }
      if key.spells("text") { hasText = value.kind == .string && !value.text.isEmpty }
      if key.spells("is_error") { outcome = event.readOutcome(value, under: .isError) }
      if key.spells("content") { refusal = Refusal.outcome(saidBy: value) }
    }

    /// A person who refuses a call or stops it is no error of the tool.
    var ending: CallEnding {
      if outcome == .failure, let refusal { return CallEnding(refusal, .told) }
      return outcome.map(CallEnding.init) ?? CallEnding(.success, .implied)
    }
  }
}
