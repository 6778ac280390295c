import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct BacktestCommandTests {
  private let sandbox: Sandbox
  /// Two variants of the rules for servers: one that is hardly ever alarmed, one that always is.
  private let variants = [
    "calm.yaml": Policy.serverRules.replacing("value: 85", with: "value: 99"),
    "hasty.yaml": Policy.serverRules.replacing(
      "value: 85, duration_seconds: 30", with: "value: 85, duration_seconds: 5"),
  ]

  init() throws {
    sandbox = try Sandbox()
    _ = try sandbox.file("day.jsonl", Hours.day())
    for (name, text) in variants { _ = try sandbox.file(name, text) }
    _ = try sandbox.file("server.yaml", Policy.serverRules)
    try #require(try sandbox.tlm("control", "init", "--profile", "server").code == 0)
  }

  private func backtest(_ arguments: String...) throws -> Value {
    let result = try sandbox.tlm(["control", "backtest", "--json"] + arguments)
    try #require(result.code == 0, "\(result.errors)")
    return try json(result.output)
  }

  @Test func `the same rules decide the same twice, and a day is printed as a timeline`() throws {
    let (one, two) = try (backtest("day.jsonl"), backtest("day.jsonl"))
    let text = try sandbox.tlm("control", "backtest", "day.jsonl")

    #expect(one["digest"] == two["digest"] && one["digest"]?.text?.isEmpty == false)
    let edges = try #require(one["transitions"]).elements.map { $0["to"]?.text ?? "" }
    #expect(edges.first == "ALERT" && edges.contains("LOCKDOWN"))
    #expect(one["rules"]?["source"] == "store")
    #expect(
      text.lines.contains {
        $0.contains("NORMAL → ALERT because perf_system_cpu_load stayed above 85 % for 30 s")
      }, "\(text.output)")
    #expect(text.output.contains("ALERT → NORMAL is proposed until "))
    var shares = 0.0
    for mode in try #require(one["time_in_mode"]).elements {
      if case .double(let share)? = mode["share"] { shares += share }
    }
    #expect(abs(shares - 1) < 1e-9)
  }

  @Test func `two variants differ from the rules of the store, and it says where`() throws {
    let own = try backtest("day.jsonl", "--approve", "always")
    for name in variants.keys.sorted() {
      let compared = try backtest(
        "day.jsonl", "--approve", "always", "--rules", name, "--against", "server.yaml")
      let text = try sandbox.tlm(
        "control", "backtest", "day.jsonl", "--approve", "always", "--rules", name, "--against",
        "server.yaml")

      #expect(compared["against"]?["digest"] == own["digest"])
      #expect(compared["same"] == false && compared["digest"] != own["digest"])
      let differences = try #require(compared["differences"]).elements
      #expect(!differences.isEmpty)
      #expect(differences.contains { $0["side"] == "missing" })
      let first = try #require(differences.first)
      #expect(
        text.lines.contains {
          $0.contains(first["at"]?.text ?? "?") && $0.contains(first["rule"]?.text ?? "?")
            && ($0.hasPrefix("added") || $0.hasPrefix("missing"))
        }, "\(text.output)")
    }
    let same = try backtest("day.jsonl", "--against", "server.yaml")
    #expect(same["same"] == true && same["differences"] == .array([]))
    let shipped = try backtest("day.jsonl", "--against", "shipped")
    #expect(shipped["same"] == false && shipped["against"]?["name"] == "shipped")
  }

  /// Of what is in the store, the lines that control decided.
  private func decisions() throws -> [String] {
    try sandbox.events().filter {
      $0.contains(#""event":"mode_transition"#) || $0.contains(#""event":"mode_calibration"#)
    }
  }

  private func count(_ result: Value) -> Int {
    ["transitions", "proposals", "calibrations"].map { result[$0]?.elements.count ?? 0 }
      .reduce(0, +)
  }

  @Test func `a live loop on the clock of the log decides the same, and all is confirmed`() throws {
    let expected = try backtest("day.jsonl")
    let loop = try sandbox.start("control", "run", "--clock", "log", "--no-board")
    _ = try loop.document("it runs") { $0["kind"] == "running" }
    let lines = Hours.day().split(separator: "\n")
    for start in stride(from: 0, to: lines.count, by: 700) {
      let part = lines[start..<min(start + 700, lines.count)].joined(separator: "\n") + "\n"
      try #require(try sandbox.tlm("append", input: part).code == 0)
    }
    let wanted = count(expected)
    #expect(wanted > 5)
    try eventually("\(wanted) decisions") {
      let told = try sandbox.tlm(
        "query", "--event", "mode_transition*", "--event", "mode_calibration*")
      return told.lines.count >= wanted ? true : nil
    }
    loop.signal(SIGTERM)
    let end = try loop.finish()
    #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")

    let compared = try backtest("--against", "recorded")
    #expect(compared["digest"] == expected["digest"])
    #expect(compared["against"]?["digest"] == expected["digest"])
    #expect(compared["same"] == true && compared["differences"] == .array([]))
    let verified = try json(sandbox.tlm("control", "verify", "--json").output)
    #expect(verified["ok"] == true && verified["foreign"] == 0 && verified["manual"] == 0)
    #expect(
      verified["confirmed"]?.integer == expected["transitions"].map { Int64($0.elements.count) })
    try tamper()
  }

  /// Changes one transition in a copy of the log, which must be found and named.
  private func tamper() throws {
    let copy = sandbox.path + "/copy"
    let log = try EventLog.create(copy)
    var position: Position?
    for line in try sandbox.events() {
      var line = line
      if position == nil, line.contains(#""to":"LOCKDOWN""#) {
        position = try log.bounds().upperBound
        // As long as before, so that all else stands where it stood.
        line = line.replacing("\"rule\":\"ALERT_to_LOCKDOWN", with: "\"rule\":\"ALERT_to_LOCKUPP")
      }
      try log.append(lines: Array((line + "\n").utf8))
    }
    let place = try #require(position)

    let rules = ["--rules", "server.yaml"]
    let text = try sandbox.tlm(["control", "verify", "--store", copy] + rules)
    let result = try sandbox.tlm(["control", "verify", "--store", copy, "--json"] + rules)

    #expect(text.code == 1 && result.code == 1)
    #expect(text.output.contains("in doubt  at \(place): "), "\(text.output)")
    let doubts = try #require(json(result.output)["doubts"]).elements
    #expect(doubts.map { $0["position"]?.integer } == [place.rawValue])
    let look = try #require(doubts.first?["look"]?.text)
    let shown = try sandbox.shell(look)
    #expect(shown.code == 0 && shown.lines.count == 1)
    #expect(shown.output.contains(#""to":"LOCKDOWN""#), "\(look): \(shown.output)\(shown.errors)")
  }

  @Test func `standard input is a history, too, and none at all ends with 1`() throws {
    let piped = try sandbox.shell("tlm control backtest --json - < day.jsonl")
    let twice = try sandbox.tlm("control", "backtest", "-", "--against", "shipped")

    #expect(try json(piped.output)["digest"] == backtest("day.jsonl")["digest"])
    #expect(twice.code == 64 && twice.errors.contains("can be read once"))
    #expect(try sandbox.tlm("control", "backtest").code == 1)
    #expect(try sandbox.tlm("control", "backtest", "nowhere.jsonl").code == 2)
    #expect(try sandbox.tlm("control", "backtest", "--interval", "2d").code == 64)
  }
}
