import Events
import Folding
import Projections
import TestSupport
import Testing

/// A call is told of by hooks, transcripts and logs, in any order and more than once.
@Suite struct CallTellingTests {
  private static let id = "toolu_01ABCDEFGHJKLMNP"

  private func usage(_ lines: [String]) throws -> Value { try report(ToolUsage(), lines) }

  private func counts(_ report: Value, _ tool: String) -> [Value?] {
    ["calls", "success", "failure", "other", "blocked", "sum_s"].map { report["tools", tool, $0] }
  }

  private func hook(
    _ name: String, at time: Int? = nil, id: String = Self.id, tool: String? = "Bash",
    session: String? = nil, _ more: String = ""
  ) -> String {
    (time.map { #"{"ts":\#(1_770_000_000 + $0),"# } ?? "{")
      + #""hook_event_name":"\#(name)","tool_use_id":"\#(id)""#
      + (tool.map { #","tool_name":"\#($0)""# } ?? "")
      + (session.map { #","session_id":"\#($0)""# } ?? "") + more + "}"
  }

  private func asked(at time: Int, id: String = Self.id, session: String = "one") -> String {
    """
    {"ts":\(1_770_000_000 + time),"type":"assistant","sessionId":"\(session)",\
    "message":{"content":[\
    {"type":"tool_use","id":"\(id)","name":"Bash","input":{}}]}}
    """
  }

  private func result(
    at time: Int, id: String = Self.id, session: String = "one", _ more: String = ""
  ) -> String {
    """
    {"ts":\(1_770_000_000 + time),"type":"user","sessionId":"\(session)","message":{"content":[\
    {"type":"tool_result","tool_use_id":"\(id)"\(more)}]}}
    """
  }

  private static func orders<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  @Test func `what agents send as OpenTelemetry tells of the same calls`() throws {
    func log(
      _ name: String, at time: Int, id: String = Self.id, _ fields: KeyValuePairs<String, String>
    ) -> String {
      var line = line(name, at: time, fields)
      line.removeLast()
      return line + #","tool_name":"Bash","tool_use_id":"\#(id)"}"#
    }
    let span = log("claude_code.tool", at: 10, ["kind": #""span""#, "duration_s": "4"])

    let report = try usage([
      span,
      log("claude_code.tool_result", at: 13, ["success": #""false""#, "duration_ms": "2500"]),
      log("claude_code.tool_decision", at: 9, ["decision": #""accept""#]),
      log("codex.tool_decision", at: 20, id: Self.id + "2", ["decision": #""denied""#]),
      log("claude_code.tool", at: 19, id: Self.id + "2", [:]),
      line("tool_result", at: 30, [:]),
      line("gemini_cli.tool_call", ["tool_name": #""Bash""#, "success": "true"]),
    ])

    #expect(counts(report, "Bash") == [3, 1, 1, 0, 1, 2.5])
    #expect(counts(try usage([span]), "Bash") == [1, 1, 0, 0, 0, 4.0])
  }

  @Test func `hooks and a transcript tell of one call, in every order`() throws {
    let tellings = [
      hook("PreToolUse", at: 2), hook("PostToolUse", at: 7, tool: nil), asked(at: 1),
      result(at: 8, #","is_error":false"#), hook("PostToolUse", at: 9, #","risk_level":"high""#),
    ]
    let first = try usage(tellings)
    #expect(counts(first, "Bash") == [1, 1, 0, 0, 0, 6.0])
    #expect(first["by_risk"]?.names == ["high"] && first["open"] == 0)

    for order in Self.orders(of: tellings) { #expect(try usage(order) == first) }
  }

  @Test func `every telling again, and once more after the end, changes nothing`() throws {
    let tellings = [asked(at: 1), hook("PreToolUse", at: 2), hook("PostToolUse", at: 5)]
    let once = try usage(tellings)

    #expect(try usage(tellings + tellings) == once)
    #expect(try usage(tellings.flatMap { [$0, $0, $0] }) == once)
    #expect(try usage(tellings + [hook("PreToolUse", at: 9)]) == once)
    #expect(counts(once, "Bash") == [1, 1, 0, 0, 0, 4.0] && once["open"] == 0)
  }

  @Test func `a resumed session's copy is the same call, a short id only in its session`() throws {
    let long = try usage([
      asked(at: 1), result(at: 3), asked(at: 1, session: "two"), result(at: 3, session: "two"),
    ])
    #expect(long["overall", "calls"] == 1)

    for (id, session, calls) in [
      ("1", "two", 2), ("1", "one", 1), ("123456789012345", "two", 2),
      ("1234567890123456", "two", 1),
    ] {
      let report = try usage([result(at: 1, id: id), result(at: 2, id: id, session: session)])
      #expect(report["overall", "calls"] == .integer(Int64(calls)), "\(id) \(session)")
    }
  }

  @Test func `the end may be told before the begin, and alone`() throws {
    let turned = try usage([hook("PostToolUse", at: 7, tool: nil), hook("PreToolUse", at: 2)])
    #expect(counts(turned, "Bash") == [1, 1, 0, 0, 0, 5.0] && turned["open"] == 0)

    let transcript = try usage([result(at: 7), asked(at: 2)])
    #expect(counts(transcript, "Bash") == [1, 1, 0, 0, 0, 5.0] && transcript["open"] == 0)

    let alone = try usage([result(at: 7)])
    #expect(counts(alone, "unknown") == [1, 1, 0, 0, 0, .null])

    let begun = try usage([asked(at: 1), hook("PreToolUse", at: 2)])
    #expect(begun["overall", "calls"] == 0 && begun["open"] == 1)
  }

  @Test func `by risk has the risk and the tool of the same call`() throws {
    let other = hook("PostToolUse", at: 1, id: "toolu_another_of_them", tool: "Read")
    let report = try usage([
      hook("PreToolUse", at: 1, #","risk_level":"low""#), other,
      hook("PostToolUse", at: 3, #","risk_level":"critical""#),
      hook("PostToolUse", at: 4, tool: nil, #","duration_ms":1500"#),
    ])

    #expect(report["by_risk"]?.names == ["critical", "unknown"])
    #expect(report["by_risk", "critical", "calls"] == 1)
    #expect(report["by_risk", "critical", "sum_s"] == 1.5)
    #expect(counts(report, "Bash") == [1, 1, 0, 0, 0, 1.5])
    #expect(counts(report, "Read") == [1, 1, 0, 0, 0, .null])
  }

  @Test func `a told duration beats a difference of times, and an unreadable one is none`() throws {
    let begin = hook("PreToolUse", at: 1)
    let told = hook("PostToolUse", at: 3, #","duration_ms":100"#)
    #expect(try counts(usage([begin, told, result(at: 9)]), "Bash").last == 0.1)
    #expect(try counts(usage([result(at: 9), told, begin]), "Bash").last == 0.1)

    let odd = hook("PostToolUse", at: 3, #","duration_ms":"soon""#)
    let unreadable = try usage([begin, odd, result(at: 9)])
    #expect(unreadable["invalid"] == 1 && counts(unreadable, "Bash").last == .null)
    let both = try usage([begin, odd, told])
    #expect(both["invalid"] == 0 && counts(both, "Bash").last == 0.1)
  }

  @Test(arguments: [
    // What a telling says by a word comes before what its name lets one think.
    ("PostToolUse", "", #","is_error":true"#, [1, 0, 1, 0, 0]),
    ("PostToolUseFailure", "", "", [1, 0, 1, 0, 0]),
    // Of two words the earlier.
    ("PostToolUse", #","success":true"#, #","is_error":true"#, [1, 1, 0, 0, 0]),
    ("PostToolUse", #","status":"timeout""#, #","is_error":true"#, [1, 0, 0, 1, 0]),
    // A word that nobody can read knows nothing.
    ("PostToolUse", #","status":"odd""#, "", [1, 1, 0, 0, 0]),
    ("PostToolUse", #","status":"odd""#, #","is_error":"odd""#, [1, 0, 0, 1, 0]),
    // A person's refusal or interruption is no error.
    ("PermissionDenied", "", #","is_error":true"#, [1, 0, 0, 0, 1]),
    ("agent_call_gated", "", #","is_error":true"#, [1, 0, 0, 0, 1]),
    ("PostToolUse", #","status":"cancelled""#, #","is_error":true"#, [1, 0, 0, 1, 0]),
  ])
  func `the outcome is what any telling knows`(
    name: String, more: String, result flag: String, expected: [Int]
  ) throws {
    let tellings = [hook("PreToolUse", at: 1), hook(name, at: 3, more), result(at: 4, flag)]

    for order in Self.orders(of: tellings) {
      let found = try counts(usage(order), "Bash")
      #expect(Array(found.dropLast()) == expected.map { Value?.some(.integer(Int64($0))) })
      let isPersons = expected[4] == 1 || more.contains("cancelled")
      #expect((found.last == .null) == isPersons)
    }
  }

  @Test func `an id may be a number, and calls without one are each a call`() throws {
    let report = try usage([
      #"{"ts":1,"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":118}"#,
      #"{"ts":3,"hook_event_name":"PostToolUse","tool_use_id":"118"}"#,
      #"{"event":"tool_call_completed","tool_name":"Bash"}"#,
      #"{"event":"tool_call_completed","tool_name":"Bash"}"#,
    ])

    #expect(counts(report, "Bash") == [3, 3, 0, 0, 0, 2.0])
  }

  @Test(arguments: [1, 2, 3]) func `random tellings are the same in every order`(seed: UInt64)
    throws
  {
    var random = Seeded(seed)
    for _ in 0..<60 {
      let lines = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        let time = [nil, 1, 2, 3, 4].randomElement(using: &random) ?? nil
        let id = ["1", Self.id].randomElement(using: &random) ?? "1"
        let risk = ["", #","risk_level":"low""#, #","risk_level":"high""#, #","risk_level":"odd""#]
        let end = [
          "", #","duration_ms":5"#, #","duration_ms":-5"#, #","status":"failed""#,
          #","status":"odd""#,
          #","status":"cancelled""#, #","success":true"#,
        ]
        let names = [
          "PreToolUse", "PostToolUse", "PostToolUseFailure", "PermissionDenied",
          "tool_call_completed", "agent_call_gated",
        ]
        return hook(
          names.randomElement(using: &random) ?? "", at: time, id: id,
          tool: ["Bash", "Read", nil].randomElement(using: &random) ?? nil,
          (risk.randomElement(using: &random) ?? "") + (end.randomElement(using: &random) ?? ""))
      }
      let first = try given(ToolUsage(), lines)

      #expect(try given(ToolUsage(), lines.shuffled(using: &random)) == first, "\(lines)")
      #expect(try given(ToolUsage(), lines + lines.shuffled(using: &random)) == first, "\(lines)")
    }
  }

  @Test func `a row tells of its call, and is read back as it was`() throws {
    let rows = try given(
      ToolUsage(),
      [
        hook("PreToolUse", at: 2, #","risk_level":"high""#), hook("PostToolUse", at: 4),
        hook("PreToolUse", at: 5, id: "2", session: "one"),
        #"{"event":"tool_call_completed","tool_name":"Read","tool":"agent"}"#,
      ])

    let row = try #require(rows[Label(Self.id)])
    #expect(
      ToolUsage().report(ofRow: row)?["tool"] == "Bash"
        && ToolUsage().report(ofRow: row)?["duration_s"] == 2.0)
    #expect(rows["2 one"].flatMap(ToolUsage().report(ofRow:))?["open"] == true)
    let bytes = try StateEncoder().encode(rows)
    #expect(try StateDecoder().decode(Rows<ToolUsage.Row>.self, from: bytes) == rows)
  }

  @Test func `what a person did not allow or stopped is no error`() throws {
    func told(_ content: String) throws -> [Value?] {
      let line = result(at: 3, #","is_error":true,"content":"\#(content)""#)
      return counts(try usage([asked(at: 1), line]), "Bash")
    }

    #expect(try told("Exit code 1") == [1, 0, 1, 0, 0, 2.0])
    #expect(
      try told("The user doesn't want to proceed with this tool use. The")
        == [1, 0, 0, 0, 1, .null])
    #expect(try told("[Request interrupted by user for tool use]") == [1, 0, 0, 1, 0, .null])
  }
}
