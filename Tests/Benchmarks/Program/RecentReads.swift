import Events
import Journal
import SystemCalls
import TLM

/// Asks again and again what a controller asks: of the last minute and the last hour of a log.
enum RecentReads {
  static func run(_ options: Options) throws {
    let store = try Stored.open(options)
    let count = options.number("count", default: 200)
    guard let last = try lastTime(of: store) else { return }
    var counts = Samples(capacity: count)
    var readings = Samples(capacity: count)
    let window = Duration.seconds(options.number("window", default: 60))
    var (events, points) = (0, 0)
    for number in 0..<count {
      let end = last.advanced(bySeconds: -Int64(number))
      let before = monotonicNow()
      events += try store.recentCount("tool_call_completed", within: window, at: end)
      let between = monotonicNow()
      points += try store.recentReadings("perf_system_cpu_load", within: window, at: end).count
      counts.add(between - before)
      readings.add(monotonicNow() - between)
    }
    try counts.save(options.text("samples") + ".counts")
    try readings.save(options.text("samples") + ".readings")
    print("{\"events\":\(events / count),\"points\":\(points / count)}")
  }

  /// The time of the last event.
  private static func lastTime(of store: Store) throws -> Timestamp? {
    var query = Query()
    (query.newestFirst, query.limit) = (true, 1)
    return try store.events(matching: query).first?.time
  }
}
