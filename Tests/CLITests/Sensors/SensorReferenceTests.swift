import TLM
import TestSupport
import Testing

/// Every sensor against the calculation in Python, which keeps all there is and sorts it anew.
@Suite struct SensorReferenceTests {
  private static let structlog = Files.package + "/Tests/Data/structlog/"

  /// Where the two differ after some lines at some time; empty where they agree.
  private func differences(_ path: String, after moments: [(lines: Int, time: String)]) throws
    -> String
  {
    let sandbox = try Sandbox(hasStore: false)
    let text = try Disk.text(path)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var reports: [Value] = []
    for moment in moments {
      var fold = Fold(isStrict: true)
      fold.add(SensorMetrics())
      let first = lines.prefix(moment.lines).map { $0 + "\n" }.joined()
      try fold.run(over: Chunks(first))
      let folded = fold.state(of: SensorMetrics.self)
      let state = try #require(folded)
      reports.append(SensorMetrics().report(of: state, at: Timestamp(moment.time)))
    }
    let swift: Value = ["report": .array(reports)]
    _ = try sandbox.file("swift.json", JSONWriter.text(of: swift))
    let asked = moments.map { "--at \($0.lines):\($0.time)" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      (printf '{"report":'; python3 \(Reference.folder)/sensors.py '\(path)' \(asked) || exit 3; \
      printf '}') > python.json
      python3 \(Reference.folder)/compare.py python.json swift.json
      """)
    return result.code == 0 ? "" : "exit \(result.code) \(result.output)\(result.errors)"
  }

  @Test func `each sensor is right to the digit over a real log`() throws {
    let text = try Disk.text(Self.structlog + "current.jsonl")
    let lines = text.split(separator: "\n")
    var moments: [(lines: Int, time: String)] = []
    for count in stride(from: 20, through: lines.count, by: 56) {
      let time = try #require(try json(String(lines[count - 1]))["timestamp"]?.text)
      moments.append((count, time))
    }

    #expect(moments.count >= 7)
    #expect(try differences(Self.structlog + "current.jsonl", after: moments) == "")
  }

  @Test func `each sensor is right to the digit over all spellings`() throws {
    let moments = [
      (40, "2026-02-13T10:02:30Z"), (120, "2026-02-13T10:06:00Z"), (250, "2026-02-13T10:13:00Z"),
      (340, "2026-02-13T11:00:30Z"), (375, "2026-02-13T11:30:05Z"), (506, "2026-02-13T10:30:00Z"),
    ]
    #expect(try differences(CorpusTests.corpus, after: moments) == "")
  }

  @Test(arguments: [1, 7, 42])
  func `each sensor is right to the digit over a day of all events`(seed: Int) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/day.jsonl"
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/sensor_day.py 40000 \(path) --seed \(seed)")
    try #require(made.code == 0, "\(made.errors)")
    // 40 000 events in a day, one every 2.16 s.
    let moments = [1, 500, 9000, 19_999, 20_003, 31_000, 39_999].map { count in
      let second = 1_771_200_000 + Int64(Double(count) * 2.16)
      return (count, Timestamp(rawValue: second * 1_000_000_000).description)
    }

    #expect(try differences(path, after: moments) == "")
  }

  @Test func `the command says over such a day what Python calculates`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/day.jsonl"
    let made = try sandbox.shell("python3 \(Reference.folder)/sensor_day.py 20000 \(path)")
    try #require(made.code == 0, "\(made.errors)")

    #expect(try Reference.differences("sensor-metrics", [path]) == "")
  }

  @Test(arguments: [1, 7])
  func `the mode over a day is what Python calculates`(seed: Int) throws {
    let sandbox = try Sandbox(hasStore: false)
    let made = try sandbox.shell(
      """
      python3 \(Reference.folder)/sensor_day.py 20000 day.jsonl --seed \(seed)
      python3 \(Reference.folder)/replay.py --projection mode-state day.jsonl > python.json
      tlm replay -p mode-state --json day.jsonl > swift.json
      """)
    try #require(made.code == 0, "\(made.errors)")
    let document = try json(try Disk.text(sandbox.path + "/swift.json"))
    guard case .object(let members) = document, case .object(let report) = document["report"]
    else {
      Issue.record("no report")
      return
    }
    // The history and the sentence are told, not calculated.
    let told: Set<String> = ["why", "history"]
    let compared = report.filter { !told.contains($0.name) }
    let rest = members.filter { $0.name != "report" } + [Member("report", .object(compared))]
    _ = try sandbox.file("swift.json", JSONWriter.text(of: .object(rest)))

    let result = try sandbox.shell("python3 \(Reference.folder)/compare.py python.json swift.json")

    #expect(result.code == 0, "\(result.output)\(result.errors)")
  }
}
