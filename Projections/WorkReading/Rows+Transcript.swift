import Events

/// Transcripts of Claude Code and of its kin, and the stream of `--output-format stream-json`.
extension Rows<AgentUsage.Row> {
  /// A line of the assistant: a response, or a piece of one, and calls.
  mutating func tellAssistant(_ event: borrowing Event) {
    guard let message = event.view(.message), message.kind == .object else { return }
    let (line, said) = (WorkLine(event), ClaudeMessage(message, of: event))
    noteRecord(event, line)
    begin(said.uses, line)
    let usage = said.usage ?? event.usageMetadata
    let isSynthetic = said.model == "<synthetic>"
    if event.isFlagged("isApiErrorMessage") {
      tell(.error, event.key("e", line), at: line.origin, by: .record, isMain: line.isMain)
      if isSynthetic || usage?.counts.all ?? 0 == 0 { return }
    }
    // What the program itself puts into a transcript is no model's.
    if isSynthetic { return }
    tellResponse(event, line, said, usage)
  }

  private mutating func tellResponse(
    _ event: borrowing Event, _ line: WorkLine, _ said: ClaudeMessage, _ usage: TokenReading?
  ) {
    let request = event.string("requestId") ?? event.string("request_id")
    guard said.id != nil || request != nil || usage != nil else { return }
    var telling = ResponseTelling(origin: line.origin, teller: .record, isMain: line.isMain)
    telling.model = Label(said.model ?? event.model)
    telling.request = request.map { Fingerprint($0) }
    telling.tokens = usage?.counts ?? TokenCounts()
    telling.isUnreadable = usage?.isUnreadable ?? false
    if let cost = event.view(named: "costUSD") { telling.read(cost: cost) }
    tell(
      response: said.id.map { "m" + $0 } ?? request.map { "r" + $0 } ?? event.key("u", line),
      telling)
  }

  /// A line of the user: a prompt, results of calls, or what the program put there.
  mutating func tellUser(_ event: borrowing Event) {
    guard let message = event.view(.message), message.kind == .object else { return }
    let (line, said) = (WorkLine(event), ClaudeMessage(message, of: event))
    noteRecord(event, line)
    end(said.results, line)
    guard said.hasText, said.results.isEmpty else { return }
    if event.isFlagged("isCompactSummary") {
      return tell(.summary, event.key("z", line), at: line.origin, by: .record)
    }
    let isProgram = event.isFlagged("isMeta") || event.string("provenance") == "system"
    if isProgram { return }
    tell(.prompt, event.promptKey(line), at: line.origin, by: .record, isMain: line.isMain)
  }

  /// A line of the program itself.
  mutating func tellSystem(_ event: borrowing Event) {
    guard let kind = event.string("subtype") else { return }
    let line = WorkLine(event)
    noteRecord(event, line)
    if kind == "compact_boundary" {
      tell(.compaction, event.key("c", line), at: line.origin, by: .record)
    }
    if kind == "api_error" { tell(.error, event.key("e", line), at: line.origin, by: .record) }
  }

  /// What a call came to, as qwen writes it: in a line of its own.
  mutating func tellToolResult(_ event: borrowing Event) {
    guard let result = event.view(named: "toolCallResult"), let view = result.member("callId"),
      let id = view.id
    else { return }
    let line = WorkLine(event)
    noteRecord(event, line)
    var ending = CallEnding(.success, .implied)
    if let status = result.member("status"), let told = event.readOutcome(status, under: .status) {
      ending = CallEnding(told)
    }
    end([ClaudeMessage.Result(id: id, ending: ending)], line)
  }

  /// The end of a stream: what the program says that all of it cost.
  mutating func tellResult(_ event: borrowing Event) {
    let line = WorkLine(event)
    noteRecord(event, line)
    for name in ["total_cost_usd", "cost_usd", "total_cost"] {
      guard let view = event.view(named: name) else { continue }
      let cost = Dollars(view)
      return tell(session: line.origin.session) { $0.note(usedPercent: nil, cost: cost) }
    }
  }

  private mutating func begin(_ uses: [ClaudeMessage.Use], _ line: WorkLine) {
    for use in uses {
      let called = CalledTool(tool: Label(use.tool), risk: .unknown)
      tell(call: Label(call: use.id, in: line.origin.session?.text), called, at: line.origin) {
        $0.begin(at: line.origin.time.time)
      }
    }
  }

  private mutating func end(_ results: [ClaudeMessage.Result], _ line: WorkLine) {
    for result in results {
      let called = CalledTool(tool: .unknown, risk: .unknown)
      tell(call: Label(call: result.id, in: line.origin.session?.text), called, at: line.origin) {
        $0.end(result.ending, at: line.origin.time.time, taking: .absent)
      }
    }
  }

  private mutating func noteRecord(_ event: borrowing Event, _ line: WorkLine) {
    guard let session = line.origin.session else { return }
    let project = Label(event.string("cwd") ?? event.project)
    let branch = event.string("gitBranch").flatMap { $0.isEmpty ? nil : Label($0) }
    let time = line.origin.time.time
    tell(session: session) { facts in
      facts.note(.record, at: time)
      facts.note(project: project, at: time)
      facts.note(branch: branch, at: time)
    }
  }
}

extension Event {
  /// Whether a member is true.
  func isFlagged(_ name: String) -> Bool {
    guard let view = view(named: name) else { return false }
    return view.bool ?? false
  }

  /// Tokens as Gemini and its kin write them into their transcripts.
  fileprivate var usageMetadata: TokenReading? {
    guard let view = view(named: "usageMetadata"), !view.isNull else { return nil }
    return TokenReading(usageMetadata: view)
  }

  /// The key of something that is told by one line: the line's own id, else all of the line.
  func key(_ kind: String, _ line: WorkLine) -> String {
    if let id = string("uuid"), !id.isEmpty { return kind + id }
    return kind + "=" + Fingerprint(lineText, line.origin.session?.text ?? "").text
  }

  /// Once by the line's own id, else by its time and text.
  fileprivate func promptKey(_ line: WorkLine) -> String {
    if let id = string("uuid"), !id.isEmpty { return "p" + id }
    guard let message = view(.message) else { return "p" }
    return "p="
      + Fingerprint(
        line.origin.time.time?.description ?? "", String(decoding: message.text)
      ).text
  }

  private var lineText: String { String(decoding: line) }
}

extension String {
  /// The text of bytes of a line.
  fileprivate init(decoding bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
