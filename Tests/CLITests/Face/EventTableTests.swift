import TLM
import TestSupport
import Testing

/// Events as people see them.
@Suite struct EventTableTests {
  private static let issues = """
    {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"BUG-1","tool":"ll-auto"}
    {"ts":"2026-02-13T10:00:05Z","event":"issue_phase","issue_id":"BUG-1","phase":"ready","result":"pass","duration_s":67.2}
    {"ts":"2026-02-13T10:00:06Z","event":"issue_phase","issue_id":"BUG-1","phase":"implement","result":"fail","duration_s":0.055,"note":"why"}

    """
  private static let calls = """
    {"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","tool_name":"Read","latency_ms":1500,"success":true}
    {"ts":"2026-02-13T10:00:01Z","event":"tool_call_completed","tool_name":"Bash","latency_ms":20,"success":false}

    """

  private func sandbox(_ lines: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: lines).code == 0)
    return sandbox
  }

  private func shown(
    _ sandbox: Sandbox, _ words: [String], columns: Int = 120, _ more: [String: String] = [:]
  ) throws -> [String] {
    Screens.plain(try sandbox.atTerminal(words, columns: columns, more).output)
      .filter { !$0.isEmpty }
  }

  private func cells(_ line: String) -> [String] {
    line.split(separator: /\s{2,}/).map(String.init)
  }

  @Test func `issues are shown with phase, result and how long it took`() throws {
    let lines = try shown(sandbox(Self.issues), ["query"])

    #expect(
      cells(lines[0]) == ["time", "event", "issue", "phase", "result", "took", "program", "fields"])
    #expect(
      cells(lines[2]) == [
        "2026-02-13 10:00:05Z", "issue_phase", "BUG-1", "ready", "pass", "1 min 7 s",
      ])
    #expect(
      cells(lines[3]) == [
        "2026-02-13 10:00:06Z", "issue_phase", "BUG-1", "implement", "fail", "55 ms", "note=why",
      ])
  }

  @Test func `calls of tools are shown with the tool, and without phases`() throws {
    let lines = try shown(sandbox(Self.calls), ["query"])

    #expect(cells(lines[0]) == ["time", "event", "result", "tool", "took"])
    #expect(cells(lines[1]).dropFirst(2) == ["success", "Read", "1.5 s"])
    #expect(cells(lines[2]).dropFirst(2) == ["failure", "Bash", "20 ms"])
  }

  @Test func `a column that one event in many has is none, and its value is not lost`() throws {
    let plain = (0..<20).map { #"{"ts":"2026-02-13T10:00:00Z","event":"x","n":\#($0)}"# }
    let lines = try shown(
      sandbox(
        (plain + [#"{"ts":"2026-02-13T10:00:00Z","event":"x","phase":"p"}"#]).joined(
          separator: "\n")), ["query"])

    #expect(cells(lines[0]) == ["time", "event", "fields"])
    #expect(lines.last?.hasSuffix("phase=p") == true)
  }

  @Test(arguments: [80, 60, 40])
  func `little room takes columns away from the right, and cuts the rest`(columns: Int) throws {
    let lines = try shown(sandbox(Self.issues), ["query"], columns: columns)

    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines[2].contains("issue_phase"))
    if columns == 80 { #expect(lines[0].contains("phase") && lines[0].contains("result")) }
  }

  @Test(arguments: [["tail"], ["tail", "-n", "50"], ["query", "--limit", "50"]])
  func `tail shows the table that query shows`(words: [String]) throws {
    let sandbox = try sandbox(Self.issues + Self.calls)

    #expect(try shown(sandbox, words) == shown(sandbox, ["query"]))
  }

  @Test func `tail -f goes on with the same table`() throws {
    let sandbox = try sandbox(Self.issues)
    let table = try shown(sandbox, ["query"])
    let tail = try sandbox.start(
      "tail", "-f",
      environment: ["TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "1"], screen: .output)
    func line() throws -> String {
      (try #require(try tail.nextLine())).replacing("\r", with: "")
    }

    for expected in table { #expect(try line() == expected) }
    let more = Self.issues.split(separator: "\n")[1] + "\n"
    try #require(try sandbox.tlm("append", input: String(more)).code == 0)
    #expect(try line() == table[2])
    tail.signal(15)
    _ = try tail.finish()
  }

  @Test(arguments: [["query", "--jsonl"], ["tail", "--jsonl"]])
  func `the lines of the log are there for the asking`(words: [String]) throws {
    let lines = try shown(sandbox(Self.issues), words)

    #expect(lines == Self.issues.split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    ("UTC", "10:00:05Z"), ("CET-2", "12:00:05+02"), ("IST-5:30", "15:30:05+05:30"),
    ("EST5", "05:00:05-05"),
  ])
  func `a time says its zone`(zone: String, expected: String) throws {
    let sandbox = try sandbox(Self.issues)

    #expect(
      try shown(sandbox, ["query"], ["TZ": zone])[2].hasPrefix("2026-02-13 \(expected)  "))
    // So it can be given back.
    let given = try sandbox.tlm("query", "--since", "2026-02-13 \(expected)", "--count")
    #expect(given.output == "2\n", "\(given.errors)")
  }

  @Test(arguments: [
    (0.055, "55 ms"), (0.00025, "250 µs"), (0.0055, "5.5 ms"), (1.5, "1.5 s"), (59.94, "59.9 s"),
    (59.96, "1 min"), (67.2, "1 min 7 s"), (3599.6, "1 h"), (7500, "2 h 5 min"),
    (2_350_800, "27 d 5 h"), (8_640_000, "100 d"), (0, "0 s"), (9.996, "10 s"),
  ])
  func `lengths of time are as people say them`(seconds: Double, expected: String) throws {
    let line = #"{"ts":"2026-02-13T10:00:00Z","event":"e","duration_s":\#(seconds)}"#
    let lines = try shown(sandbox(line), ["query"])

    #expect(cells(lines[0]).last == "took")
    #expect(cells(lines[1]).last == expected)
  }
}
