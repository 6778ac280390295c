import Events

/// The tasks that were started and have not ended, by `task_id`, else by trace.
package struct ActiveTasks: Codable, Sendable, Equatable {
  /// When each began; nil where nobody knows.
  private var open: [Label: Opening] = [:]
  /// Tasks started so far, which tells what came first.
  private var arrivals = 0
  /// What a snapshot said, until the next event of a task.
  private var override: GaugeReading?
  /// The greatest time of an event of a task that can be believed.
  private var clock = LogClock()
  /// The minute in which tasks were last forgotten.
  private var lastSweep: Int64?
  /// When a task last started or ended.
  private var last: Timestamp?
  /// How many there were after each event, for windows and series.
  var readings = GaugeReadings()
  /// Events that name neither a task nor a trace.
  private(set) var nameless = 0

  private struct Opening: Codable, Equatable {
    var time: Timestamp?
    var arrival: Int
  }

  /// Seconds after which a task that never ended is forgotten.
  static let life_s: Int64 = 86_400
  /// Open tasks that are kept; at the limit, the first eighth to have come goes.
  static let limit = 65_536

  static let starts = ["task_started"]
  /// How many there are, by who keeps count of them.
  static let snapshotField = SensorField("active_tasks")
  static let ends = ["task_completed", "task_failed", "task_cancelled"]

  mutating func start(_ event: borrowing Event, _ horizon: SensorHorizon) {
    guard let key = Self.key(of: event) else { return nameless += 1 }
    if open.count >= Self.limit && open[key] == nil { makeRoom() }
    open[key] = Opening(time: event.time, arrival: arrivals)
    arrivals += 1
    settle(event, horizon)
  }

  mutating func end(_ event: borrowing Event, _ horizon: SensorHorizon) {
    guard let key = Self.key(of: event) else { return nameless += 1 }
    open[key] = nil
    settle(event, horizon)
  }

  /// What a snapshot says holds until the next event of a task.
  mutating func snapshot(_ count: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    if let time { override = GaugeReading(time: time, value: count) }
    readings.record(count, at: time, horizon)
  }

  /// How many there are at a time, and since when; nil before the first event and snapshot.
  func current(at time: Timestamp, _ lead_s: Int64 = GaugeReadings.lead_s) -> GaugeReading? {
    let bound = time.advanced(bySeconds: lead_s)
    if let override, override.time <= bound { return override }
    guard let last else { return nil }
    let count = active(at: time, until: bound)
    return GaugeReading(time: min(last, bound), value: Double(count))
  }

  private func active(at time: Timestamp, until bound: Timestamp) -> Int {
    let forgotten = time.advanced(bySeconds: -Self.life_s)
    return open.values.count { opening in
      guard let start = opening.time else { return true }
      return start > forgotten && start <= bound
    }
  }

  /// After each event of a task: what a snapshot said is over.
  private mutating func settle(_ event: borrowing Event, _ horizon: SensorHorizon) {
    override = nil
    guard let time = event.time else { return }
    last = time
    let before = clock.now
    if event.isTimed { clock.observe(time) }
    if let now = clock.now, now != before { forget(before: now.advanced(bySeconds: -Self.life_s)) }
    readings.record(Double(open.count), at: time, horizon)
  }

  /// Looks at most once a minute, because it looks at all.
  private mutating func forget(before bound: Timestamp) {
    let minute = bound.wholeSecond.flooredDivision(by: 60)
    guard minute != lastSweep else { return }
    lastSweep = minute
    var forgotten: [Label] = []
    for (key, opening) in open {
      if let time = opening.time, time <= bound { forgotten.append(key) }
    }
    for key in forgotten { open[key] = nil }
  }

  private mutating func makeRoom() {
    let first = open.values.map(\.arrival).sorted()[Self.limit / 8]
    open = open.filter { $0.value.arrival >= first }
  }

  private static func key(of event: borrowing Event) -> Label? {
    Label(event.id(.taskID) ?? event.id(.taskIDCamel) ?? event.traceID)
  }
}
