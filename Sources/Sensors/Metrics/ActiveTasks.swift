import Events

/// What was started and has not ended, as an activity of a sensor says: tasks, or calls of tools.
package struct ActiveTasks: Codable, Sendable, Equatable {
  /// When each began; nil where nobody knows.
  private var open: [Label: Opening] = [:]
  /// Those that were started so far, which tells what came first.
  private var arrivals = 0
  /// What a snapshot said, until the next event of one.
  private var override: GaugeReading?
  /// The greatest time of an event of one that can be believed.
  private var clock = LogClock()
  /// The minute in which some were last forgotten.
  private var lastSweep: Int64?
  /// When one last started or ended.
  private var last: Timestamp?
  /// How many there were after each event, for windows and series.
  var readings = GaugeReadings()
  /// Events that do not say which one they are about.
  private(set) var nameless = 0
  /// Those that ended lately and cannot begin again; nil while none did.
  private var ended: EndedCalls?

  private struct Opening: Codable, Equatable {
    var time: Timestamp?
    var arrival: Int
    /// With whose end it ends; nil where that does not matter.
    var session: Label?
  }

  /// Open ones that are kept; at the limit, the first eighth to have come goes.
  static let limit = 65_536

  /// - Parameters:
  ///   - label: which one the event is about; nil where it does not say.
  ///   - isOnce: whether one that has ended cannot begin again.
  mutating func start(
    _ event: borrowing Event, _ label: Label?, isOnce: Bool, of activity: ActivityRules,
    _ horizon: SensorHorizon
  ) {
    guard let label else { return nameless += 1 }
    if isOnce {
      // Told by a program that was slower than the one that told its end.
      if ended?.contains(label) == true { return }
      if isToldAgain(label, at: event.time, activity.life_s) { return }
    }
    if open.count >= Self.limit && open[label] == nil { makeRoom() }
    let session = activity.hasSessions ? Label(event.sessionID) : nil
    open[label] = Opening(time: event.time, arrival: arrivals, session: session)
    arrivals += 1
    settle(event, activity, horizon)
  }

  /// Whether it goes on already. Its begin is the earliest that is told; one that was given up begins
  /// anew.
  private mutating func isToldAgain(_ label: Label, at time: Timestamp?, _ life_s: Int64) -> Bool {
    guard let known = open[label] else { return false }
    guard let time else { return true }
    guard let begin = known.time else {
      open[label]?.time = time
      return true
    }
    if begin <= time.advanced(bySeconds: -life_s) { return false }
    open[label]?.time = min(begin, time)
    return true
  }

  mutating func end(
    _ event: borrowing Event, _ label: Label?, isOnce: Bool, of activity: ActivityRules,
    _ horizon: SensorHorizon
  ) {
    guard let label else { return nameless += 1 }
    open[label] = nil
    if isOnce { ended.remember(label) }
    settle(event, activity, horizon)
  }

  /// Whatever went on in the session of an event has ended.
  mutating func endSession(
    _ event: borrowing Event, of activity: ActivityRules, _ horizon: SensorHorizon
  ) {
    guard let session = Label(event.sessionID) else { return nameless += 1 }
    open = open.filter { $0.value.session != session }
    settle(event, activity, horizon)
  }

  /// What a snapshot says holds until the next event of one.
  mutating func snapshot(_ count: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    if let time { override = GaugeReading(time: time, value: count) }
    readings.record(count, at: time, horizon)
  }

  /// How many there are at a time, and since when; nil before the first event and snapshot.
  func current(
    at time: Timestamp, life_s: Int64, _ lead_s: Int64 = GaugeReadings.lead_s
  ) -> GaugeReading? {
    let bound = time.advanced(bySeconds: lead_s)
    if let override, override.time <= bound { return override }
    guard let last else { return nil }
    let count = active(at: time, until: bound, life_s)
    return GaugeReading(time: min(last, bound), value: Double(count))
  }

  private func active(at time: Timestamp, until bound: Timestamp, _ life_s: Int64) -> Int {
    let forgotten = time.advanced(bySeconds: -life_s)
    return open.values.count { opening in
      guard let start = opening.time else { return true }
      return start > forgotten && start <= bound
    }
  }

  /// After each event: what a snapshot said is over.
  private mutating func settle(
    _ event: borrowing Event, _ activity: ActivityRules, _ horizon: SensorHorizon
  ) {
    override = nil
    guard let time = event.time else { return }
    last = time
    let before = clock.now
    if event.isTimed { clock.observe(time) }
    if let now = clock.now, now != before {
      forget(before: now.advanced(bySeconds: -activity.life_s))
    }
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
}
