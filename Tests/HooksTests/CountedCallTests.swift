import Emitting
import Events
import Folding
import Hooks
import Projections
import TestSupport
import Testing

/// Whether projections see in what is kept of a call what they would see in all of it.
@Suite struct CountedCallTests {
  private static let responses: [Value] = [
    ["stdout": "x", "stderr": ""], "fine", "Error: no such file", ["error": "it broke"],
    ["error": ""], ["error": .null], ["error": []], ["isError": true], ["isError": false],
    ["is_error": true], ["is_error": "true"], ["exit_code": 0], ["exit_code": 1],
    ["exit_code": "1"], ["exit_code": 0, "isError": true], [["type": "text", "text": "x"]], .null,
    3, ["isError": .null, "exit_code": 2], ["error": ["code": 5]], ["error": false],
  ]

  private func report(_ documents: [Value], _ content: Content) throws -> Value {
    let start = Timestamp(rawValue: 1_770_000_000_000_000_000)
    var lines = ""
    for (second, document) in documents.enumerated() {
      var event = HookEvent.event(of: document, content: content, redact: { $0 })
      event.time = start.advanced(bySeconds: Int64(second))
      lines += event.text + "\n"
    }
    var fold = Fold(isStrict: true)
    fold.add(ToolUsage())
    try fold.run(over: Chunks(lines))
    let state = fold.state(of: ToolUsage.self)
    return ToolUsage().report(of: try #require(state))
  }

  private func call(_ id: Int, _ response: Value) -> [Value] {
    let common: Value = [
      "session_id": "s1", "tool_name": "Bash", "tool_use_id": .string("toolu_\(id)_0123456789"),
      "tool_input": ["command": "x"],
    ]
    return [
      common.with(["hook_event_name": "PreToolUse"]),
      common.with(["hook_event_name": "PostToolUse", "tool_response": response]),
    ]
  }

  @Test(arguments: Self.responses)
  func `a call ends as its whole response says`(response: Value) throws {
    let documents = call(1, response)

    let whole = try report(documents, .full)
    #expect(try report(documents, .summary) == whole)
    #expect(try report(documents, .none) == whole)
    #expect(whole["overall"]?["calls"] == 1)
  }

  @Test func `calls begin, end, fail and are denied by their hooks`() throws {
    let failed = call(2, "x")[1].with(["hook_event_name": "PostToolUseFailure", "error": "no"])
    let denied = call(3, "x")[1].with(["hook_event_name": "PermissionDenied", "reason": "no"])
    let documents =
      call(1, "fine") + [call(2, "x")[0], failed, call(3, "x")[0], denied, call(4, "x")[0]]

    let report = try report(documents, .summary)

    #expect(report["overall"]?["calls"] == 3 && report["open"] == 1)
    let counts = ["success", "failure", "blocked"].map { report["overall"]?[$0] }
    #expect(counts == [1, 1, 1])
    #expect(report["tools"]?["Bash"]?["calls"] == 3)
  }
}
