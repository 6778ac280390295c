import TLM
import TestSupport
import Testing

/// What people see of summaries and trends, to the byte. An escape character is written ␛.
///
/// `TLM_GOLDENS=write` writes the pages anew; what changed shows in a diff, and is to be meant.
@Suite struct AnalysisPageTests {
  private static let folder = Files.package + "/Tests/Goldens/Pages/"
  private static let period = "2026-11-15T00:00:00Z..2026-11-29T00:00:00Z"

  private static let pages: [(name: String, words: [String])] = [
    ("summary", ["summary", "--since", period]),
    ("summary-compared", ["summary", "--since", period, "--compare"]),
    ("summary-of-a-tool", ["summary", "--since", period, "--tool", "ll-sprint"]),
    ("trends", ["trends"]),
    ("trends-by-phase", ["trends", "--daily", "--metric", "phase_s", "--by", "phase", "--plot"]),
    ("trends-by-tool", ["trends", "--monthly", "--by", "tool"]),
  ]

  @Test(arguments: pages.map(\.name), [40, 80, 140])
  func `a page in colour is as it was`(name: String, columns: Int) throws {
    let sandbox = try Sandbox()
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/weeks.py weeks.jsonl --weeks 9 && tlm append weeks.jsonl")
    try #require(made.code == 0, "\(made.errors)")
    let words = try #require(Self.pages.first { $0.name == name }).words

    let result = try Command.run(
      Sandbox.binary, words,
      environment: sandbox.variables([
        "TERM": "xterm", "CLICOLOR_FORCE": "1", "COLUMNS": "\(columns)",
      ]),
      in: sandbox.path)

    #expect(result.code == 0, "\(result.errors)")
    let text = result.output.replacing("\u{1b}", with: "␛")
    let path = Self.folder + "\(name).\(columns).txt"
    if StoreLocation.variable("TLM_GOLDENS") == "write" { try Disk.write(path, Array(text.utf8)) }
    #expect(try Disk.text(path) == text)
  }

  @Test func `a mistake is told with what can be written instead`() throws {
    let sandbox = try Sandbox()
    for (words, said) in [
      (["summary", "--since", "soon"], "'soon' is no period; write 7d"),
      (["summary", "--compare", "soon"], "'soon' is no period"),
      (["summary", "--since", "1d..2d"], "ends before it begins"),
      (["trends", "--metric", "joy"], "success_rate"),
      (["trends", "--metric", "sessions", "--by", "tool"], "it is told by host"),
      (["trends", "--metric", "calls", "--by", "phase"], "it is told by tool"),
      (["trends", "--weekly", "--period", "daily"], "once"),
      (["trends", "--until", "1d"], "--since"),
    ] {
      let result = try sandbox.tlm(words)
      #expect(result.code == 64, "\(words)")
      #expect(result.errors.contains(said), "\(words): \(result.errors)")
    }
  }

  @Test func `nothing that happened ends with 1`() throws {
    let sandbox = try Sandbox()
    for words in [["summary"], ["summary", "--json"], ["trends"], ["trends", "--json"]] {
      #expect(try sandbox.tlm(words).code == 1, "\(words)")
    }
  }

  @Test func `a sensor out of range is told with its rule, and not when it is stale`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      ".tlm/rules.yaml",
      """
      modes: {NORMAL: {}, ALERT: {}}
      edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
      transition_rules:
        NORMAL_to_ALERT:
          conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
        ALERT_to_NORMAL:
          conditions: [{metric: perf_system_cpu_load, operator: "<", value: 99}]

      """)
    func alarms(_ line: String) throws -> Value? {
      try #require(sandbox.shell(line).code == 0)
      return try json(sandbox.tlm("summary", "--since", "1h", "--json").output)["sensors"]
    }

    let stale = #"{"event":"system_metrics_snapshot","cpu_load_percent":98,"ts":"2026-01-01"}"#
    #expect(try alarms("echo '\(stale)' | tlm append") == nil)
    #expect(try alarms("tlm emit system_metrics_snapshot cpu_load_percent:=20") == nil)
    guard
      case .array(let found)? = try alarms(
        "tlm emit system_metrics_snapshot cpu_load_percent:=97.5")
    else {
      Issue.record("no sensor is out of range")
      return
    }
    #expect(found.count == 1 && found.first?["sensor"] == "perf_system_cpu_load")
    #expect(found.first?["value"] == 97.5 && found.first?["rule"] == "NORMAL_to_ALERT")
    let page = try sandbox.tlm("summary", "--since", "1h").output
    #expect(page.contains("sensors out of range") && page.contains("> 85"))
  }
}
