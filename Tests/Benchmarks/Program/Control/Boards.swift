#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Board
import Control
import Events
import Journal
import Projections
import Sensors
import SystemCalls

/// How long one process takes to read a sensor off the board that another one publishes.
enum Boards {
  /// `board path=… count=…`: reads one sensor after the other. Start `publish` beside it; alone it
  /// makes a board and reads one that stands still.
  static func read(_ options: Options) throws {
    let path = options.text("path")
    let count = options.number("count", default: 1_000_000)
    if try FileStatus.of(path) == nil { try publishOnce(path) }
    var board = try BoardReader(path: path)
    let places = try ["perf_system_cpu_load", "safety_mode_state", "perf_tool_call_latency"]
      .map { id in try board.place(of: id) }
    var times: [Int64] = []
    times.reserveCapacity(count)
    var misses = 0
    let now = Timestamp.current
    for number in 0..<count {
      let before = monotonicNow()
      let reading = try board.reading(at: places[number % places.count], now: now)
      times.append(monotonicNow() - before)
      if reading.sequence == 0 { misses += 1 }
    }
    times.sort()
    let clock = clockCost()
    print(
      """
      {"reads":\(count),"p50_ns":\(times[count / 2]),"p99_ns":\(times[count * 99 / 100]),\
      "max_ns":\(times[count - 1]),"clock_ns":\(clock),"without_sequence":\(misses)}
      """)
  }

  /// `publish path=… count=… pause_us=…`: the other process.
  static func publish(_ options: Options) throws {
    let table = SensorTable(SensorMetrics())
    var board = Board(path: options.text("path"), of: table)
    var times: [Int64] = []
    for number in 0..<options.number("count", default: 1000) {
      let before = monotonicNow()
      try board.publish(
        readings(table, number), through: Position(rawValue: Int64(number)), at: .current)
      times.append(monotonicNow() - before)
      pause(nanoseconds: 1000 * options.number("pause_us", default: 1000))
    }
    times.sort()
    print(
      "{\"publications\":\(times.count),\"p50_ns\":\(times[times.count / 2]),"
        + "\"p99_ns\":\(times[times.count * 99 / 100])}")
  }

  private static func publishOnce(_ path: String) throws {
    let table = SensorTable(SensorMetrics())
    var board = Board(path: path, of: table)
    try board.publish(readings(table, 1), through: .start, at: .current)
  }

  private static func readings(_ table: SensorTable, _ number: Int) -> [SensorReading?] {
    table.definitions.map { sensor in
      SensorReading(
        sensor.kind == .state ? .word("NORMAL") : .number(Double(number)), at: .current)
    }
  }

  /// What it costs to look at the clock, which is in each time twice by half.
  private static func clockCost() -> Int64 {
    let start = monotonicNow()
    for _ in 0..<100_000 { _ = monotonicNow() }
    return (monotonicNow() - start) / 100_000
  }
}
