import Events
import Projections
import Sensors
import TestSupport
import Testing
import Folding

/// Random events of sensors, times that run back, and windows against a plain list.
@Suite struct SensorStateTests {
  private static func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = Seeded(seed)
    var clock = 0
    return (0..<count).map { _ in
      clock += Int.random(in: 0...4, using: &random)
      let back = Int.random(in: 0..<20, using: &random) == 0
      let time = back ? clock - Int.random(in: 0...4000, using: &random) : clock
      let value = "\(Int.random(in: 0...100, using: &random)).5"
      return switch Int.random(in: 0..<5, using: &random) {
      case 0: line("system_metrics_snapshot", at: time, ["cpu_load_percent": value])
      case 1: line("tool_call_completed", at: time, ["latency_ms": value, "success": "false"])
      case 2: line("tool_call_failed", at: time, [:])
      case 3: line("task_started", at: time, ["task_id": "\"\(value)\""])
      default: line("mode_transition", at: time, ["from": "\"NORMAL\"", "to": "\"ALERT\""])
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a state that was read back goes on the same, wherever it was cut`(seed: UInt64) throws {
    let lines = Self.lines(9000, seed: seed)
    let metrics = SensorMetrics(sensors: [], horizon: 10_000)
    let whole = try given(metrics, lines)

    for cut in [1, 77, 4500, 8999] {
      let first = try given(metrics, Array(lines[..<cut]))
      let bytes = try StateEncoder().encode(first)
      let decoded = try StateDecoder().decode(SensorMetrics.State.self, from: bytes)
      let isRead = decoded == first
      #expect(isRead)
      let isSame = try StateEncoder().encode(decoded) == bytes
      #expect(isSame)
      var fold = Fold(isStrict: true)
      fold.add(Continued(metrics: metrics, state: decoded))
      let begin = Position(rawValue: Int64(lines[..<cut].reduce(0) { $0 + $1.utf8.count + 1 }))
      let rest = Array(lines[cut...].map { $0 + "\n" }.joined().utf8)
      try fold.run(over: Chunks([LineChunk(rest, position: begin)]))
      // Compared before it is expected, because such states fill pages.
      let isEqual = fold.state(of: Continued.self) == whole
      #expect(isEqual, "seed \(seed), cut at \(cut)")
      let folded = try #require(try fold.replays().first?.digest)
      #expect(try folded == Digest(of: whole))
    }
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func `windows count what a plain list counts`(seed: UInt64) throws {
    let lines = Self.lines(3000, seed: seed)
    let sensed = try Sensed(lines)
    let times = lines.filter { $0.contains("\"tool_call_") }.compactMap { line in
      line.firstRange(of: "\"ts\":").flatMap {
        Int(line[$0.upperBound...].prefix { $0.isNumber })
      }
    }

    for second in stride(from: 0, to: 6000, by: 97) {
      for window in [1, 7, 60, 300, 3600] {
        let last = 1_770_000_000 + second
        let expected = times.count { $0 > last - window && $0 <= last }
        #expect(
          sensed.number("safety_tool_calls_total", window: window, at: second)
            == Double(expected), "seed \(seed), window \(window) at \(second)")
      }
    }
  }
}

/// Sensor metrics that go on from a state.
private struct Continued: Projection {
  static let name = "continued"
  static let version = 1
  var metrics = SensorMetrics()
  var state: SensorMetrics.State?

  init() {}

  init(metrics: SensorMetrics, state: SensorMetrics.State) {
    self.metrics = metrics
    self.state = state
  }

  var initial: SensorMetrics.State { state ?? metrics.initial }
  var body: Handlers<SensorMetrics.State> { metrics.body }
}
