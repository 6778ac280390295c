import Analysis
import TLM
import TestSupport
import Testing

/// How a call ended is one thing in a trace and in tool-usage, whoever tells it.
@Suite struct CallEndingTests {
  private let scratch = Scratch()

  private static let said = [
    "", #""error":"user said no""#, #""status":"completed""#, #""status":"running""#,
    #""status":"odd""#, #""status":"skipped""#, #""is_interrupt":true"#, #""duration_ms":5"#,
    #""tool_response":{"is_error":true}"#, #""tool_response":"Error: no""#,
    #""success":true,"tool_response":{"exit_code":"x"}"#, #""decision":"denied""#,
    #""decision":"accept""#, #""decision":"reject","source":"user_abort""#,
  ]

  private static func id(_ call: Int) -> String { "a-call-of-many-\(100_000 + call)" }

  private static func line(_ call: Int, _ second: Int, _ name: String, _ said: String) -> String {
    let members =
      [
        #""ts":"2026-02-13T10:00:0\#(second)Z""#, #""event":"\#(name)""#, #""session_id":"s""#,
        #""tool_name":"T""#, #""tool_use_id":"\#(id(call))""#,
      ] + (said.isEmpty ? [] : [said])
    return "{" + members.joined(separator: ",") + "}\n"
  }

  /// How each call ended by tool-usage; nil where it did not.
  private func counted(_ lines: String) throws -> [String: CallOutcome?] {
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    try store.log.append(lines: Array(lines.utf8))
    return try store.rows(of: ToolUsage()).answer { rows in
      var counted: [String: CallOutcome?] = [:]
      rows.forEach { key, row in
        if !key.text.isEmpty { counted.updateValue(row.endedCall?.outcome, forKey: key.text) }
      }
      return counted
    }
  }

  /// How each call ended by its span; nil where it did not.
  private func shown(_ lines: String) -> [String: CallOutcome?] {
    var shown: [String: CallOutcome?] = [:]
    for span in Told.tree(lines).spans where span.level == .call {
      let id = span.attributes.first { $0.name == "tlm.call.id" }?.value.text ?? ""
      let isOpen = span.marks.contains(.incomplete)
      shown.updateValue(
        isOpen ? nil : CallEnding(span.outcome ?? .unknown).outcome, forKey: id)
    }
    return shown
  }

  private func compare(_ lines: String, _ words: [String]) throws {
    let (counted, shown) = (try counted(lines), shown(lines))

    #expect(counted.count == words.count)
    for (call, word) in words.enumerated() {
      #expect(counted[Self.id(call)] == shown[Self.id(call)], "\(word)")
    }
  }

  @Test func `whatever one event says`() throws {
    let cases = CallEndNames.all.flatMap { name in Self.said.map { (name, $0) } }
    let lines = cases.enumerated().map { call, told in
      Self.line(call, 0, "PreToolUse", "") + Self.line(call, 1, told.0, told.1)
    }

    try compare(lines.joined(), cases.map { "\($0) \($1)" })
  }

  @Test func `whichever of two comes first`() throws {
    let names = CallEndNames.all.filter { !CallEndNames.spans.contains($0) }
    let cases = names.flatMap { one in names.map { (one, $0) } }
    let lines = cases.enumerated().map { call, told in
      Self.line(call, 1, told.0, #""decision":"denied""#) + Self.line(call, 2, told.1, "")
    }

    try compare(lines.joined(), cases.map { "\($0), \($1)" })
  }

  @Test func `a name that says how wins over what stands beside it`() {
    let shown = shown(
      Self.line(0, 1, "PermissionDenied", #""error":"user said no""#)
        + Self.line(1, 1, "tool_call_failed", "")
        + Self.line(2, 1, "PostToolUseFailure", #""status":"completed""#)
        + Self.line(3, 1, "PostToolUse", #""tool_response":{"is_error":true}"#))

    let ends = (0..<4).map { shown[Self.id($0)] ?? nil }
    #expect(ends == [.blocked, .failure, .failure, .failure])
    let nameless = Told.tree(
      #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_failed","status":"completed","#
        + #""duration_ms":5,"session_id":"s","tool_name":"T"}"# + "\n")
    #expect(nameless.spans.last?.outcome == .failure)
  }

  @Test func `a result in a transcript is read as it is counted`() throws {
    func result(_ call: Int, _ more: String) -> String {
      let part = #"{"type":"tool_result","tool_use_id":"\#(Self.id(call))",\#(more)}"#
      return #"{"timestamp":"2026-02-13T10:00:01Z","type":"user","sessionId":"s","#
        + #""message":{"content":[\#(part)]}}"# + "\n"
    }
    let said = [
      #""content":"ok""#, #""is_error":true,"content":"no""#, #""is_error":"true""#,
      #""is_error":"odd""#, #""is_error":false"#,
    ]

    try compare(said.enumerated().map { result($0, $1) }.joined(), said)
  }
}
