import TLM
import TestSupport
import Testing

/// Every figure of summaries and trends, against a calculation in Python that knows the definitions
/// alone.
@Suite struct SummaryReferenceTests {
  private static let data = Files.package + "/Tests/Data"
  private static let python = Reference.folder

  /// Where the two differ; empty where they agree.
  private func differences(
    _ files: [String], _ period: String, before: String? = nil, tool: String? = nil,
    hasWork: Bool = true, in sandbox: Sandbox
  ) throws -> String {
    func bounds(_ text: String, _ prefix: String) -> String {
      let ends = text.split(separator: ".").map(String.init)
      return "--\(prefix)since \(ends[0]) --\(prefix)until \(ends[1])"
    }
    let tool = tool.map { "--tool '\($0)'" } ?? ""
    let earlier = before.map { bounds($0, "before-") } ?? ""
    let compare = before.map { "--compare \($0)" } ?? ""
    let without =
      hasWork ? "" : "--without=work --without=tokens --without=cost_usd"
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      tlm summary --since \(period) \(compare) \(tool) --json > tlm.json; [ $? -le 1 ] || exit 3
      python3 \(Self.python)/summary.py \(bounds(period, "")) \(earlier) \(tool) \
        \(hasWork ? "" : "--without-work") \(names) > python.json || exit 4
      python3 \(Self.python)/same.py python.json tlm.json --without=sensors \(without)
      """)
    return result.code == 0 ? "" : "exit \(result.code) \(result.output)\(result.errors)"
  }

  private func trends(
    _ files: [String], _ period: Velocity.Period, by: String?, metrics: [String] = [],
    sensors: [String] = [],
    window: (since: String, until: String)? = nil, in sandbox: Sandbox
  ) throws -> String {
    let bounds = window.map { "--since \($0.since) --until \($0.until)" } ?? ""
    let group = by.map { "--by \($0)" } ?? ""
    let metric = (metrics.map { "--metric \($0)" } + sensors.map { "--sensor \($0)" })
      .joined(separator: " ")
    let word = period == .day ? "daily" : period.rawValue + "ly"
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      tlm trends --period \(word) \(group) \(metric) \(bounds) --json > tlm.json; [ $? -le 1 ] || exit 3
      python3 \(Self.python)/trends.py --period \(period.rawValue) \(group) \(metric) \
        \(bounds) \(metrics.isEmpty && sensors.isEmpty ? "" : "--without-work") \(names) > python.json || exit 4
      python3 \(Self.python)/same.py python.json tlm.json
      """)
    return result.code == 0 ? "" : "exit \(result.code) \(result.output)\(result.errors)"
  }

  private func filled(_ files: [String]) throws -> Sandbox {
    let sandbox = try Sandbox()
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let added = try sandbox.shell("tlm append \(names)")
    try #require(added.code == 0, "\(added.errors)")
    return sandbox
  }

  private static func logs(below folder: String) -> [String] {
    let names = (try? Files.all(below: folder)) ?? []
    return names.filter { $0.contains(".jsonl") || $0.hasSuffix(".ndjson") }
      .map { folder + "/" + $0 }.sorted()
  }

  private static let everything = "2000-01-01T00:00:00Z..2026-11-29T00:00:00Z"

  @Test(arguments: ["/structlog", "/little-loops", "/dialects", "/runs", ""])
  func `a summary of real logs is what Python calculates`(folder: String) throws {
    let files = Self.logs(below: Self.data + folder)
    let sandbox = try filled(files)

    #expect(try differences(files, Self.everything, hasWork: false, in: sandbox) == "")
    #expect(
      try differences(
        files, "2026-11-21T00:00:00Z..2026-11-29T00:00:00Z",
        before: "2026-01-01T00:00:00Z..2026-11-21T00:00:00Z", hasWork: false, in: sandbox) == "")
  }

  @Test func `a summary of transcripts has the work that Python counts`() throws {
    let files = Self.logs(below: Self.data + "/claude")
    let sandbox = try filled(files)

    #expect(try differences(files, Self.everything, in: sandbox) == "")
  }

  @Test(arguments: [1, 7])
  func `a summary of a log that is hard on readers is what Python calculates`(seed: Int) throws {
    let scratch = try Sandbox(hasStore: false)
    let path = scratch.path + "/hard.jsonl"
    try Reference.generate(20_000, to: path, seed: seed, in: scratch)
    let sandbox = try filled([path])
    let halves = (
      "2026-02-13T12:00:00Z..2026-02-14T00:00:00Z", "2026-02-13T00:00:00Z..2026-02-13T12:00:00Z"
    )

    for tool in [nil, "ll-auto"] as [String?] {
      #expect(
        try differences(
          [path], halves.0, before: halves.1, tool: tool, hasWork: false, in: sandbox) == "")
    }
  }

  @Test(arguments: [3, 4])
  func `weeks of programs and agents are what Python calculates`(seed: Int) throws {
    let scratch = try Sandbox(hasStore: false)
    let path = scratch.path + "/weeks.jsonl"
    let made = try scratch.shell("python3 \(Self.python)/weeks.py \(path) --seed \(seed)")
    try #require(made.code == 0, "\(made.errors)")
    let sandbox = try filled([path])

    for (now, before) in [
      ("2026-11-22T00:00:00Z..2026-11-29T00:00:00Z", "2026-11-15T00:00:00Z..2026-11-22T00:00:00Z"),
      ("2026-11-01T00:00:00Z..2026-11-29T00:00:00Z", "2026-10-01T00:00:00Z..2026-11-01T00:00:00Z"),
      ("2026-11-20T11:11:11Z..2026-11-20T23:00:01Z", "2026-11-13T11:11:11Z..2026-11-13T23:00:01Z"),
    ] {
      #expect(try differences([path], now, before: before, in: sandbox) == "")
      #expect(try differences([path], now, before: before, tool: "ll-sprint", in: sandbox) == "")
    }
    for by in [nil, "tool", "type", "phase", "model", "agent"] as [String?] {
      #expect(try trends([path], .week, by: by, in: sandbox) == "")
      #expect(try trends([path], .day, by: by, in: sandbox) == "")
    }
    for period in [Velocity.Period.hour, .month, .quarter] {
      #expect(try trends([path], period, by: nil, in: sandbox) == "")
    }
    for window in [
      ("2026-11-02T00:00:00Z", "2026-11-23T00:00:00Z"), ("2026-11-03T01:00:00Z", "2026-11-30"),
      ("2020-01-01", "2026-11-03T01:00:00Z"), ("2026-11-08T00:00:00Z", "2026-11-29T00:00:00Z"),
    ] {
      #expect(try trends([path], .day, by: nil, window: window, in: sandbox) == "")
      #expect(try trends([path], .week, by: "tool", window: window, in: sandbox) == "")
    }
  }

  @Test(arguments: Velocity.Period.allCases)
  func `trends of runs that were recorded are what Python calculates`(
    period: Velocity.Period
  ) throws {
    let files = Self.logs(below: Self.data + "/runs")
    let sandbox = try filled(files)
    let metrics = ["runs", "run_failures", "run_success_rate", "run_s"]

    for by in [nil, "agent"] as [String?] {
      #expect(try trends(files, period, by: by, metrics: metrics, in: sandbox) == "")
      let window = (since: "2026-11-21T03:00:00Z", until: "2026-11-22T00:00:00Z")
      #expect(
        try trends(files, period, by: by, metrics: metrics, window: window, in: sandbox) == "")
    }
    let shown = try sandbox.tlm("trends", "--metric", "runs", "--by", "agent", "--json")
    #expect(try json(shown.output)["series"]?.elements.isEmpty == false)
  }

  @Test(arguments: [3, 11])
  func `what sensors say of hours and days is what Python calculates`(seed: Int) throws {
    let scratch = try Sandbox(hasStore: false)
    let path = scratch.path + "/day.jsonl"
    let made = try scratch.shell("python3 \(Self.python)/sensor_day.py 6000 \(path) --seed \(seed)")
    try #require(made.code == 0, "\(made.errors)")
    let sandbox = try filled([path])
    let sensors = [
      "perf_system_cpu_load", "perf_system_load_avg", "perf_tool_error_rate",
      "perf_tool_call_latency", "safety_tool_calls_total", "safety_tool_high_risk_calls",
      "agent_calls_refused", "agent_calls_gated", "safety_output_confidence",
      "learn_eval_score_distribution", "kb_docs_total",
    ]

    for period in [Velocity.Period.hour, .day, .week] {
      #expect(try trends([path], period, by: nil, sensors: sensors, in: sandbox) == "")
    }
    let window = (since: "2026-02-16T03:30:00Z", until: "2026-02-16T20:15:00Z")
    #expect(
      try trends(
        [path], .hour, by: nil, metrics: ["events"], sensors: sensors, window: window, in: sandbox)
        == "")
    let instant = try sandbox.tlm("trends", "--sensor", "agent_cost_per_hour")
    #expect(instant.code == 2 && instant.errors.contains("of an instant, not of a period"))
    let none = try sandbox.tlm("trends", "--sensor", "nothing")
    #expect(none.code == 2 && none.errors.contains("there is no sensor nothing"))
  }

  @Test(arguments: Velocity.Period.allCases)
  func `trends of a log that is hard on readers are what Python calculates`(
    period: Velocity.Period
  ) throws {
    let scratch = try Sandbox(hasStore: false)
    let path = scratch.path + "/hard.jsonl"
    try Reference.generate(8000, to: path, seed: 5, in: scratch)
    let sandbox = try filled([path])
    let ofTools = ["events", "calls", "error_rate", "call_s"]
    let ofIssues = ["started", "completed", "failed", "success_rate", "duration_s", "phase_s"]

    for (by, metrics) in [
      (nil, ofTools.prefix(1) + ofIssues + ofTools.dropFirst()),
      ("tool", ofTools.prefix(1) + ofIssues + ofTools.dropFirst()), ("type", ofIssues[...]),
      ("phase", ["phase_s"]),
    ] as [(String?, ArraySlice<String>)] {
      #expect(try trends([path], period, by: by, metrics: Array(metrics), in: sandbox) == "")
    }
  }

  @Test func `trends of completions are those of velocity`() throws {
    let scratch = try Sandbox(hasStore: false)
    let path = scratch.path + "/weeks.jsonl"
    try #require(try scratch.shell("python3 \(Self.python)/weeks.py \(path)").code == 0)
    let sandbox = try filled([path])
    let velocity = try json(
      sandbox.tlm("replay", "-p", "velocity", "--set", "per=week", "--json").output)["report"]
    let trends = try json(
      sandbox.tlm("trends", "--weekly", "--metric", "completed", "--json").output)["series"]

    guard case .array(let series)? = trends, let first = series.first else {
      Issue.record("there is no series")
      return
    }
    #expect(first["slope"] == velocity?["slope"])
    #expect(first["direction"] == velocity?["trend"])
  }
}
