import TLM
import TestSupport
import Testing

/// No line that a person sees is longer than the terminal is wide.
@Suite struct WidthTests {
  /// One of each command, and more of those that can be asked in several ways.
  private static let commands: [[String]] =
    builtInProjections.map { ["replay", "-p", $0.name] }
    + ["hour", "week", "month", "quarter"].map {
      ["replay", "-p", "velocity", "--set", "per=\($0)"]
    }
    + [
      ["query"], ["query", "--limit", "30", "--newest-first"], ["query", "--event", "issue*"],
      ["query", "--event", "mode_transition"], ["query", "--event", "tool*"],
      ["query", "--count", "--explain"],
      ["query", "--group-by", "event", "--agg", "count, p95(duration_s)"],
      ["query", "--every", "1d", "--agg", "count"],
      ["query", "--select", "time(), event, tool, reason"],
      ["query", "--sequence", "'*' then '*' within 52w by run_id", "--limit", "9"],
      ["query", "--order", "duration_s desc", "--limit", "5"],
      ["query", "--where", "event = issue_phase and duration() > 1s", "--explain", "--limit", "3"],
      ["stats"], ["stats", "--by", "tool()", "--explain"], ["schema"], ["tail"],
      ["tail", "-n", "40"],
      ["projections", "list"], ["projections", "show", "phase-timing"],
      ["projections", "show", "sensor-metrics"], ["projections", "status"],
      ["projections", "rebuild", "phase-timing"], ["projections", "verify", "runs"],
      ["projections", "rows", "issues"], ["sensors", "list"], ["sensors", "list", "--all"],
      ["sensors", "get", "perf_system_cpu_load"],
      ["sensors", "get", "perf_system_cpu_load", "safety_mode_state", "res_disk_usage_percent"],
      ["sensors", "series", "perf_system_cpu_load"],
      ["sensors", "describe", "perf_tool_error_rate"],
      ["sensors", "describe", "safety_tool_high_risk_calls"], ["sensors", "watch", "--times", "1"],
      ["mode", "show"], ["mode", "history"], ["mode", "explain"], ["control", "init", "-"],
      ["control", "check", "server.yaml"],
      ["control", "backtest", "day.jsonl", "--rules", "server.yaml", "--against", "shipped"],
      ["control", "verify"], ["index", "status"], ["index", "rebuild"],
      ["index", "verify"], ["doctor"],
      ["doctor", "--fix"], ["prune", "--older-than", "1d", "--dry-run"],
      ["redact", "--where", "duration_s >= 0", "--reason", "x", "--dry-run"], ["archive", "list"],
      ["archive", "verify"], ["seal"], ["verify-log"], ["backup", "backups"], ["init"],
      ["config", "show"], ["config", "show", "--origin"],
      ["config", "get", "rotation.size"], ["config", "check"], ["trust", "--show"],
      ["runs", "sweep"], ["runs", "list"], ["runs", "list", "--limit", "5"], ["runs", "stats"],
      ["runs", "show", "20261121T034248Z-seo_intelligence.insight_engine-c3785140"],
      ["trace", "20261121T034248Z-seo_intelligence.insight_engine-c3785140"],
      ["trace", "none"], ["usage"], ["usage", "weekly", "--breakdown"], ["usage", "monthly"],
      ["usage", "session"], ["usage", "model"], ["usage", "project"], ["usage", "blocks"],
      ["usage", "statusline"], ["sessions", "list"], ["sessions", "show", "none"],
      ["import", "files", "day.jsonl"], ["summary"],
      ["summary", "--since", "2026-01", "--compare"],
      ["summary", "--since", "2026-02-01..2026-12-01", "--compare", "2026-01"], ["trends"],
      ["trends", "--daily", "--plot"], ["trends", "--monthly", "--by", "tool", "--plot"],
      ["report", "-o", "report.html"], ["relay", "status"],
    ]
  /// Those that say nothing to people, that make a file, or that go on for ever and have tests of
  /// their own.
  private static let others = [
    "emit", "append", "projection new", "mode approve", "mode reject", "mode set", "control run",
    "watch", "manual", "run", "config set", "config schema", "hook claude-code", "hook install",
    "hook uninstall", "hook status", "mcp serve", "mcp install", "mcp uninstall", "serve run",
    "serve status", "serve stop", "statusline", "claude env",
    "sessions tail",
    "import claude", "import codex", "import runs", "gate claude-code", "gate install",
    "gate uninstall", "gate status", "gate explain", "gate test",
    "runs start", "runs log",
    "runs end", "runs update",
    "runs associate-commit", "runs post", "export", "archive restore", "restore", "recover",
    "relay push", "relay pull", "relay accept",
  ]

  /// Lines that are to be copied or were written by a person: a path, a command, a rule file.
  private func isFree(_ line: String, of words: [String]) -> Bool {
    line.drop { $0 == " " }.hasPrefix("tlm ") || words.prefix(2) == ["control", "init"]
      || !line.drop { $0 == " " }.contains(" ")
  }

  @Test(arguments: [80, 60])
  func `no line of any command is wider than the terminal`(columns: Int) throws {
    let sandbox = try Sandbox.filled()
    for words in Self.commands {
      let result = try sandbox.atTerminal(words, columns: columns)

      #expect(result.code < 2, "\(words): \(result.errors)")
      #expect(!(result.output + result.errors).isEmpty, "\(words)")
      for line in Screens.plain(result.output) where line.count > columns {
        #expect(isFree(line, of: words), "\(words) at \(columns): \(line)")
      }
    }
  }

  @Test func `every command is one of those, or has a reason not to be`() throws {
    let known = Self.commands + Self.others.map { $0.split(separator: " ").map(String.init) }
    for leaf in try CommandTree.leaves() {
      #expect(known.contains { $0.starts(with: leaf) }, "\(leaf)")
    }
  }

  @Test(arguments: [80, 60])
  func `the line of a watch is one line`(columns: Int) throws {
    let sandbox = try Sandbox.filled()
    let watch = try sandbox.start(
      "watch", "--sample", "off",
      environment: ["TERM": "xterm", "COLUMNS": "\(columns)"], screen: .output)
    try eventually("a board") {
      try sandbox.tlm("sensors", "get", "safety_mode_state", "--json").output.contains("\"board\"")
        ? true : nil
    }
    watch.signal(15)

    let errors = try watch.finish().errors
    let drawn = errors.replacing(/\u{1b}\[[0-9;]*m/, with: "").split(separator: "\r\u{1b}[K")
    #expect(!drawn.isEmpty)
    for line in drawn { #expect(line.count < columns && !line.contains("\n"), "\(line)") }
  }

  @Test func `where there is room nothing is cut, and a pipe has all there is`() throws {
    let sandbox = try Sandbox()
    let long = String(repeating: "x", count: 150)
    try #require(
      try sandbox.tlm("emit", "issue_phase", "issue_id=\(long)", "phase=p", "duration_s:=1").code
        == 0)

    let words = ["replay", "-p", "issues"]
    #expect(try !sandbox.atTerminal(words).output.contains(long))
    #expect(try sandbox.atTerminal(words).output.contains("xxx…"))
    #expect(try sandbox.atTerminal(words, columns: 300).output.contains(long))
    #expect(try sandbox.tlm(words).output.contains(long))
    let piped = try Command.run(
      Sandbox.binary, words, environment: sandbox.variables(["COLUMNS": "80"]), in: sandbox.path)
    #expect(piped.output.contains(long))
  }

  @Test func `numbers are left out rather than cut`() throws {
    let sandbox = try Sandbox.filled()
    let wide = try sandbox.atTerminal(["replay", "-p", "phase-timing"], columns: 140)
    let narrow = try sandbox.atTerminal(["replay", "-p", "phase-timing"], columns: 60)

    func header(_ result: Command.Result, _ first: String) throws -> String {
      try #require(Screens.plain(result.output).first { $0.hasPrefix(first + " ") })
    }
    #expect(try header(wide, "from marker").contains("p99"))
    #expect(try !header(narrow, "from marker").contains("p99"))
    #expect(try header(narrow, "from marker").contains("count"))
    // A column that goes with the one before it keeps its title.
    #expect(try header(narrow, "stage").contains("share  count"))
    for line in Screens.plain(narrow.output) { #expect(!line.contains(/[0-9]…/), "\(line)") }
  }

  /// Whether one of something is told as many: `1 events`.
  private func isBadPlural(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    return words.indices.dropLast().contains { place in
      let isWhole = place == 0 || !words[place - 1].contains { $0.isNumber }
      return words[place] == "1" && isWhole && words[place + 1].contains(/^[a-z]{2,}s[;,]?$/)
    }
  }

  @Test func `one is not many`() throws {
    let sandbox = try Sandbox()
    try #require(
      try sandbox.tlm(
        "append", input: #"{"ts":"2026-02-13T10:00:00Z","event":"issue_complete","issue_id":"A-1"}"#
      ).code == 0)
    for words in Self.commands where !words.contains("day.jsonl") && !words.contains("server.yaml")
    {
      let result = try sandbox.atTerminal(words, columns: 200)
      for line in Screens.plain(result.output + result.errors) {
        #expect(!isBadPlural(line), "\(words): \(line)")
      }
    }
  }
}

/// The commands of the binary, as it describes itself.
enum CommandTree {
  /// Every command that does something, by its words.
  static func leaves() throws -> [[String]] {
    let result = try Sandbox(hasStore: false).tlm("--experimental-dump-help")
    let root = try #require(try json(result.output)["command"])
    return leaves(of: root, [])
  }

  private static func leaves(of command: Value, _ path: [String]) -> [[String]] {
    let below = command["subcommands"]?.elements ?? []
    if below.isEmpty { return [path] }
    return below.flatMap { child in
      let name = child["commandName"]?.text ?? ""
      return name == "help" ? [] : leaves(of: child, path + [name])
    }
  }
}
