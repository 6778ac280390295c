import TLM
import TestSupport
import Testing

/// The independent calculation in Python, which knows the definitions and not these folds.
enum Reference {
  static let folder = Files.package + "/Tests/Reference"
  static let projections = [
    "event-counts", "mode-state", "phase-timing", "sensor-metrics", "tool-usage", "velocity",
  ]

  static func generate(_ count: Int, to path: String, seed: Int, in sandbox: Sandbox) throws {
    let made = try sandbox.shell("python3 \(folder)/generate.py \(count) \(path) --seed \(seed)")
    try #require(made.code == 0, "\(made.errors)")
  }

  /// Where a projection with parameters differs from Python with the same; empty where they agree.
  static func differences<P: Projection>(
    _ projection: P, _ settings: [String], _ files: [String]
  ) throws -> String {
    let sandbox = try Sandbox(hasStore: false)
    var fold = Fold()
    fold.add(projection)
    try fold.run(over: Concatenated(paths: files), jobs: 2)
    let replay = try fold.replays()[0]
    let swift = try sandbox.file("swift.json", JSONWriter.text(of: replay.json()))
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let set = settings.map { "--set '\($0)'" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      python3 \(folder)/replay.py --projection \(P.name) \(set) \(names) > python.json || exit 3
      python3 \(folder)/compare.py python.json \(swift)
      """)
    if result.code == 0 { return "" }
    return "exit \(result.code) \(result.output)\(result.errors)"
  }

  /// Where the two differ; empty where they agree.
  static func differences(_ projection: String, _ files: [String]) throws -> String {
    let sandbox = try Sandbox(hasStore: false)
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      tlm replay -p \(projection) --json \(names) > swift.json; [ $? -le 1 ] || exit 3
      python3 \(folder)/replay.py --projection \(projection) \(names) > python.json || exit 3
      python3 \(folder)/compare.py python.json swift.json
      """)
    if result.code == 0 { return "" }
    return "exit \(result.code) \(result.output)\(result.errors)"
  }
}

@Suite struct ReferenceTests {
  private static let data = Files.package + "/Tests/Data"

  private static func logs(below folder: String) -> [String] {
    // A folder that cannot be read gives no logs, and the test below counts them.
    let names = (try? Files.all(below: folder)) ?? []
    return names.filter { $0.contains(".jsonl") || $0.hasSuffix(".ndjson") }
      .map { folder + "/" + $0 }.sorted()
  }

  @Test(arguments: logs(below: data))
  func `each real log gives what Python calculates`(file: String) throws {
    for projection in Reference.projections {
      #expect(try Reference.differences(projection, [file]) == "")
    }
  }

  @Test func `there are real logs to compare`() {
    #expect(Self.logs(below: Self.data).count >= 20)
  }

  @Test(arguments: ["/structlog", "/little-loops/loop_history", "/claude", ""])
  func `real logs read as one give what Python calculates`(folder: String) throws {
    let files = Self.logs(below: Self.data + folder)
    try #require(files.count > 1)

    for projection in Reference.projections {
      #expect(try Reference.differences(projection, files) == "")
    }
  }

  @Test(arguments: [1, 7, 42])
  func `a log that is hard on readers gives what Python calculates`(seed: Int) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/hard.jsonl"
    try Reference.generate(20_000, to: path, seed: seed, in: sandbox)

    for projection in Reference.projections {
      #expect(try Reference.differences(projection, [path]) == "")
    }
  }

  @Test(arguments: Velocity.Period.allCases, [2, 3])
  func `velocity is what Python calculates, whatever a bucket is`(
    per: Velocity.Period, seed: Int
  ) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/hard.jsonl"
    try Reference.generate(10_000, to: path, seed: seed, in: sandbox)

    for files in [[path], Self.logs(below: Self.data)] {
      let settings = ["per=\(per.rawValue)"]
      #expect(try Reference.differences(Velocity(per: per), settings, files) == "")
    }
  }

  @Test(arguments: [4, 5])
  func `what one tool or type has is what Python calculates`(seed: Int) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/hard.jsonl"
    try Reference.generate(10_000, to: path, seed: seed, in: sandbox)

    for (tool, type) in [("ll-auto", nil), (nil, "BUG"), ("ll-loop", "chore"), ("unknown", nil)]
      as [(String?, String?)]
    {
      let settings = [tool.map { "tool=\($0)" }, type.map { "type=\($0)" }].compactMap { $0 }
      for difference in [
        try Reference.differences(EventCounts(tool: tool, type: type), settings, [path]),
        try Reference.differences(PhaseTiming(tool: tool, type: type), settings, [path]),
        try Reference.differences(
          Velocity(per: .week, tool: tool, type: type), settings + ["per=week"], [path]),
      ] {
        #expect(difference == "")
      }
    }
  }

  @Test(arguments: [6, 7])
  func `what kept events stand for is what Python calculates`(seed: UInt64) throws {
    let sandbox = try Sandbox(hasStore: false)
    let rates = [
      "0.25", "0.1", "0.3", "0.7", "1", "1.0", "1e-9", "9e-10", "0", "-0.5", "1.5", "44100",
      "\"0.5\"", "null", "true", "[]", "5e-324", "0.999999999", "0.000123",
    ]
    var dice = Seeded(seed)
    let lines = (0..<3000).map { number in
      let name = ["tick", "poll", "once"][dice.below(3)]
      let rate = dice.below(4) == 0 ? "" : #","sample_rate":\#(rates[dice.below(rates.count)])"#
      return #"{"event":"\#(name)","ts":\#(1_770_000_000 + number)\#(rate)}"# + "\n"
    }
    let path = try sandbox.file("sampled.jsonl", lines.joined())

    #expect(try Reference.differences("event-counts", [path]) == "")
    #expect(try Reference.differences("event-counts", [path, path]) == "")
  }

  @Test func `a busy day of agents gives what Python calculates`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/day.jsonl"
    let made = try sandbox.shell("python3 \(Reference.folder)/workload.py 20000 \(path)")
    try #require(made.code == 0, "\(made.errors)")

    for projection in Reference.projections {
      #expect(try Reference.differences(projection, [path]) == "")
    }
  }

  @Test func `the comparison finds a difference`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let one = try sandbox.file(
      "one.json", "{\"events\":1,\"matched\":1,\"quarantined\":0,\"report\":{\"a\":1.0}}")
    let two = try sandbox.file(
      "two.json", "{\"events\":1,\"matched\":1,\"quarantined\":0,\"report\":{\"a\":1.000000001}}")

    #expect(try sandbox.shell("python3 \(Reference.folder)/compare.py \(one) \(one)").code == 0)
    #expect(try sandbox.shell("python3 \(Reference.folder)/compare.py \(one) \(two)").code == 1)
  }
}
