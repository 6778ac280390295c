import TLM
import TestSupport
import Testing

/// Reports as people see them.
@Suite struct ReportViewTests {
  /// What stands on a terminal of this width, without colours.
  private func shown(
    _ projection: String, _ input: String, columns: Int = 120
  ) throws -> [String] {
    let sandbox = try Sandbox(hasStore: false)
    let command = try Command(
      Sandbox.binary, ["replay", "-p", projection, try sandbox.file("log.jsonl", input)],
      environment: [
        "HOME": sandbox.path, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "\(columns)",
      ],
      in: sandbox.path, screen: .output)
    let result = try command.finish()
    #expect(result.code == 0)
    return result.output.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  private func completion(_ day: String, _ issue: Int, _ rest: String = "") -> String {
    "{\"ts\":\"2026-\(day)T12:00:00Z\",\"event\":\"issue_complete\",\"issue_id\":\"A-\(issue)\"\(rest)}\n"
  }

  @Test func `sensors that say something are shown, with what is stale`() throws {
    let lines = try shown(
      "sensor-metrics",
      """
      {"ts":"2026-01-01T00:00:00Z","event":"system_metrics_snapshot","cpu_load_percent":91.25}
      {"ts":"2026-01-01T00:00:30Z","event":"tool_call_completed","latency_ms":1500}

      """)

    #expect(lines.contains { $0.hasPrefix("perf_system_cpu_load ") && $0.hasSuffix(" stale") })
    #expect(lines.contains { $0.contains(" 91.250  %") })
    #expect(lines.contains { $0.hasPrefix("perf_tool_call_latency ") && $0.contains(" 1 500  ms") })
    #expect(!lines.contains { $0.hasPrefix("kb_docs_total") })
  }

  @Test func `the mode is a sentence and a history`() throws {
    let lines = try shown(
      "mode-state",
      """
      {"ts":"2026-01-01T00:00:00Z","event":"mode_transition","from":"NORMAL","to":"ALERT","rule":"hot"}
      {"ts":"2026-01-01T00:05:00Z","event":"mode_transition","from":"ALERT","to":"NORMAL","rule":"cool"}

      """)

    #expect(lines[0] == "NORMAL since 2026-01-01 00:05:00Z (rule cool)")
    #expect(lines.contains { $0.hasSuffix("ALERT   NORMAL  cool") })
    #expect(lines.contains("back within ten minutes: 2026-01-01: 1"))
  }

  @Test func `velocity marks partial buckets and names the trend`() throws {
    let input = (1...13).map { completion("01-0\(($0 + 2) / 2)", $0, ",\"tool\":\"t\"") }.joined()

    let lines = try shown("velocity", input)

    #expect(lines[0] == "issues completed per day")
    #expect(lines.contains { $0.hasPrefix("2026-01-01 *") })
    #expect(lines.contains { $0.hasPrefix("2026-01-02  ") && $0.contains("█") })
    #expect(lines.contains("* not the whole day: left out of the trend"))
    #expect(lines.contains { $0.hasPrefix("13 completed · ") && $0.contains(" · stable") })
    #expect(lines.contains { $0.hasPrefix("t ") && $0.hasSuffix(" -") })
  }

  @Test func `empty buckets in a row become one line that counts them`() throws {
    let lines = try shown(
      "velocity", completion("01-01", 1) + completion("01-04", 2) + completion("03-01", 3))

    #expect(lines.count { $0.hasPrefix("2026-01-0") } == 4)
    #expect(lines.contains { $0.hasPrefix("… 55 without any") })
  }

  @Test func `what the report leaves out is counted in its place, too`() throws {
    let line = "{\"ts\":\"1700-01-01\",\"event\":\"issue_start\",\"issue_id\":\"OLD-1\"}\n"

    let lines = try shown("velocity", line + completion("01-01", 1))

    #expect(lines.contains { $0.hasPrefix("… 119 068 without any") })
  }

  @Test func `no work at all is said in words`() throws {
    #expect(try shown("velocity", "{\"event\":\"x\"}\n")[0] == "no issue was started or completed")
    #expect(
      try shown("tool-usage", "{\"event\":\"x\"}\n")[0]
        == "no tool was called, and no event names the program it is from")
  }

  @Test(arguments: [80, 140])
  func `tool-usage fits the terminal`(columns: Int) throws {
    let input = """
      {"event":"tool_call_completed","tool_name":"Read","latency_ms":1500,"risk_level":"low"}
      {"event":"tool_call_failed","tool_name":"Bash","latency_ms":500,"risk_level":"high"}
      {"event":"command_end","tool":"ll-auto","duration_s":9}

      """

    let lines = try shown("tool-usage", input, columns: columns)

    #expect(lines[0] == "calls of tools")
    #expect(lines.contains { $0.hasPrefix("Read ") && $0.contains("75.0 %") })
    #expect(lines.contains { $0.hasPrefix("high ") })
    #expect(lines.contains { $0.hasPrefix("ll-auto ") && $0.contains("9 s") })
    #expect(lines.contains("2 calls · 50.0 % failed · Read took 75.0 % of the time"))
    #expect(lines.prefix { !$0.contains("digest") }.allSatisfy { $0.count <= columns })
  }

  @Test(arguments: ["velocity", "tool-usage"])
  func `names that could move a terminal's cursor are made visible`(projection: String) throws {
    let evil = ",\"tool\":\"\\u001b[2J\",\"tool_name\":\"\\u009b\""

    let lines = try shown(
      projection,
      completion("01-01", 1, evil) + "{\"event\":\"tool_call_completed\"\(evil)}\n")

    let controls = lines.joined().unicodeScalars.filter {
      $0.value < 0x20 || (0x7f..<0xa0).contains($0.value)
    }
    #expect(controls.isEmpty)
  }
}
