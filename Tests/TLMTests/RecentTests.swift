import SystemCalls
import TestSupport
import Testing

@testable import TLM

@Suite struct RecentTests {
  private static let now = Timestamp(rawValue: 1_770_000_000_000_000_000)

  @Test(arguments: [0, 1 << 30] as [Int64])
  func `as many are counted as a look at every line finds`(unindexed: Int64) throws {
    let (store, seed) = try randomStore(unindexed)
    var dice = Seeded(seed)
    let all = try store.state(of: Told()).state.events

    for _ in 0..<60 {
      let length = Duration.milliseconds(dice.below(200_000))
      let end = Self.now.advanced(bySeconds: Int64(dice.below(300)))
      let name = Loads.names[dice.below(Loads.names.count)]
      let start = Timestamp(rawValue: end.rawValue - length.nanoseconds)
      let expected = all.count { $0.name == name && start <= $0.time && $0.time <= end }

      let count = try store.recentCount(name, within: length, at: end)

      #expect(count == expected, "seed \(seed): \(name) within \(length) at \(end)")
    }
    let last = Self.now.advanced(bySeconds: 300)
    #expect(try store.recentCount("*", within: .seconds(1 << 40), at: last) > 2000)
    #expect(try store.recentCount("load", within: .seconds(-1), at: Self.now) == 0)
    #expect(try store.recentCount("no such event", within: .seconds(1 << 40)) == 0)
  }

  @Test(arguments: [0, 1 << 30] as [Int64])
  func `the readings are those of every line of the time, oldest first`(unindexed: Int64) throws {
    let (store, seed) = try randomStore(unindexed)
    var dice = Seeded(seed &+ 1)
    let all = try store.state(of: Told()).state.events

    for _ in 0..<30 {
      let length = Duration.milliseconds(dice.below(200_000))
      let end = Self.now.advanced(bySeconds: Int64(dice.below(300)))
      let start = Timestamp(rawValue: end.rawValue - length.nanoseconds)
      func expected(_ name: String) -> [Told.Event] {
        let found = all.filter { $0.name == name && start <= $0.time && $0.time <= end }
        return found.enumerated()
          .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
      }

      let loads = try store.recentReadings("load_now", within: length, at: end)
      let lengths = try store.recentReadings("lengths", within: length, at: end)
      let faults = try store.recentReadings("faults", within: length, at: end)

      let told = expected("load").filter { $0.number != nil }
      #expect(loads.map(\.time) == told.map(\.time), "seed \(seed)")
      #expect(loads.map(\.value) == told.map { .number($0.number ?? 0) }, "seed \(seed)")
      #expect(lengths.map(\.value) == told.map { .number($0.number ?? 0) }, "seed \(seed)")
      #expect(faults.map(\.time) == expected("fault").map(\.time), "seed \(seed)")
      #expect(faults.allSatisfy { $0.value == .number(1) })
    }
  }

  @Test func `what no event tells alone comes by the second`() throws {
    let scratch = Scratch()
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    let times = (0..<4).map { Self.now.advanced(bySeconds: Int64($0)) }
    try store.log.append([
      NewEvent("task_started", at: times[0], fields: [Member("task_id", "a")]),
      NewEvent("task_started", at: times[1], fields: [Member("task_id", "b")]),
      NewEvent("task_completed", at: times[2], fields: [Member("task_id", "a")]),
      NewEvent(
        "mode_transition", at: times[3], fields: [Member("from", "NORMAL"), Member("to", "ALERT")]),
    ])

    let tasks = try store.recentReadings(
      "perf_orch_active_tasks", within: .seconds(2), at: times[2])
    let modes = try store.recentReadings("safety_mode_state", within: .seconds(9), at: times[3])

    #expect(tasks.map(\.value) == [.number(1), .number(2), .number(1)])
    #expect(modes.map(\.value) == [.word("ALERT")])
  }

  @Test func `a sensor that there is not is told by its name`() throws {
    let scratch = Scratch()
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))

    let error = #expect(throws: SensorReader.UnknownSensor.self) {
      try store.recentReadings("perf_cpu", within: .seconds(1))
    }

    #expect(error?.description.contains("perf_cpu") == true)
  }

  /// A store of random lines; with sensors that read them.
  private func randomStore(_ unindexed: Int64) throws -> (Store, UInt64) {
    let seed = randomSeed()
    print("RecentTests: TLM_SEED=\(seed)")
    let scratch = Scratch()
    _ = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    try Disk.write(scratch.store + "/config.yaml", Array(Loads.sensors.utf8))
    var options = EventLog.Options()
    options.unindexedTail = unindexed
    let store = try Store.open(
      at: StoreLocation(path: scratch.store, reason: .option), options: options)
    var lines = Loads(dice: Seeded(seed))
    for _ in 0..<4 {
      try store.log.append(lines: (0..<700).flatMap { _ in lines.next() })
    }
    Kept.hold(scratch)
    return (store, seed)
  }
}

/// Scratch folders of stores that a test has handed on, until the process ends.
private enum Kept {
  private static let all = Guarded<[Scratch]>([])
  static func hold(_ scratch: Scratch) { all.withLock { $0.append(scratch) } }
}

/// Lines of three names, whose times jump to and fro, or are missing, or cannot be read.
private struct Loads {
  static let names = ["load", "fault", "other"]
  static let sensors = """
    sensors:
      load_now: {kind: gauge, event: load, field: n, unit: jobs}
      lengths: {kind: histogram, event: load, field: n, unit: jobs}
      faults: {kind: counter, event: fault}
    """
  var dice: Seeded

  mutating func next() -> [UInt8] {
    if dice.below(20) == 0 { return Array("no event\n".utf8) }
    var members: [String] = []
    let time = Timestamp(
      rawValue: 1_770_000_000_000_000_000 + Int64(dice.below(300_000)) * 1_000_000)
    switch dice.below(10) {
    case 0: break
    case 1: members.append(#""ts":"soon""#)
    default: members.append(#""ts":"\#(time)""#)
    }
    members.append(#""event":"\#(Self.names[dice.below(3)])""#)
    if dice.below(8) > 0 { members.append(#""n":\#(dice.below(1000))"#) }
    return Array("{\(members.joined(separator: ","))}\n".utf8)
  }
}

/// Every event that has a name and a time, as a look at every line finds it.
private struct Told: Projection {
  static let name = "told"
  static let version = 1
  struct Event: Codable, Sendable, Equatable {
    var name: String
    var time: Timestamp
    var number: Double?
  }
  struct State: Codable, Sendable, Equatable { var events: [Event] = [] }

  var initial: State { State() }

  var body: Handlers<State> {
    OnAny { event, state in
      guard let name = event.name, let time = event.time else { return }
      let number = event.view(named: "n")?.double
      state.events.append(Event(name: name, time: time, number: number))
    }
  }
}
