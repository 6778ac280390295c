import Control
import Events
import Folding
import Journal
import TestSupport
import Testing

/// Sparse, dense, untimed, late and future logs: a backtest, a loop on the clock of the log and one
/// on a clock that a test sets decide the same where they must, and nothing before its reason.
@Suite struct RandomLogTests {
  static let stories = Environment.number("TLM_POLICIES").map { Int($0) / 10 } ?? 300

  private static let rules = Rules.of(
    """
    NORMAL_to_ALERT: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]}
    ALERT_to_NORMAL: {conditions: [{metric: perf_system_cpu_load, operator: "<", value: 40}]}
    NORMAL_to_DEGRADED: {conditions: [{metric: perf_system_mem_used, operator: ">", value: 80, duration_seconds: 7}]}
    """, modes: "NORMAL: {}\n  ALERT: {}\n  DEGRADED: {}")

  @Test func `backtest and loop agree, and no decision is older than its reading`() throws {
    let seed = randomSeed()
    print("logs: \(Self.stories) stories, TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let policy = try Policy(yaml: Self.rules, file: "rules.yaml")
    var transitions = 0
    for number in 0..<Self.stories {
      let story = LogStory(&random, isOnTime: number.isMultiple(of: 2))
      // An untimed line behind a decision has the decision's time: so the log of the loop is asked.
      let live = try story.live(policy, .log)
      let alone = try Backtest(policy: policy).run(over: live.log.read(), now: nil)
      #expect(
        live.taken == alone.transitions.map(LogStory.Taken.init), "story \(number), seed \(seed)")
      let check = try ControlVerification(policy: policy).run(over: live.log)
      #expect(check.isSound && check.confirmed == live.taken.count, "story \(number), seed \(seed)")
      let whole = try Backtest(policy: policy).run(over: Lines.of(story.lines), now: story.end)
      transitions += whole.transitions.count
      for taken in whole.transitions {
        for reason in taken.reasons {
          guard case .number(let value) = reason.value, let time = story.times[value] else {
            Issue.record("nobody said \(reason.value)")
            continue
          }
          #expect(time <= taken.decidedAt, "story \(number), seed \(seed)")
        }
      }
      guard number.isMultiple(of: 2) else { continue }
      let walled = try story.live(policy, .wall { .current }).taken
      #expect(walled == whole.transitions.map(LogStory.Taken.init), "story \(number), seed \(seed)")
    }
    // Stories in which nothing happens test nothing.
    #expect(transitions > Self.stories)
  }
}

/// A log as it grows.
private struct LogStory {
  struct Taken: Equatable {
    let to: String
    let decidedAt: Timestamp?

    init(_ transition: ModeTransition) {
      to = transition.to
      decidedAt = transition.decidedAt
    }

    init(to: String, decidedAt: Timestamp?) {
      self.to = to
      self.decidedAt = decidedAt
    }
  }

  private let scratch = Scratch()
  private(set) var lines: [NewEvent] = []
  /// When each came.
  private var arrivals: [Timestamp] = []
  /// By the value of a reading, which is there once, the time of its event.
  private(set) var times: [Double: Timestamp] = [:]

  var end: Timestamp { arrivals.last ?? Rig.time(0) }

  /// - Parameter isOnTime: whether each line comes at its own time.
  init(_ random: inout Seeded, isOnTime: Bool) {
    var now = 0.0
    var last = Rig.time(0)
    for number in 0..<Int.random(in: 3...25, using: &random) {
      now += [0, 0.5, 1, 4, 5, 5, 20, 59, 61, 300, 3600].randomElement(using: &random) ?? 0
      var time: Timestamp? = Rig.time(now)
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1: if number > 0 && !isOnTime { time = nil }
      case 2 where !isOnTime: time = Rig.time(now - Double(Int.random(in: 1...90, using: &random)))
      case 3 where !isOnTime:
        time = Rig.time(now + Double(Int.random(in: 61...4000, using: &random)))
      default: break
      }
      last = time ?? last
      let value = (Double.random(in: 0...100, using: &random) * 1e6).rounded() / 1e6
      let field = Bool.random(using: &random) ? "cpu_load_percent" : "mem_used_percent"
      lines.append(
        NewEvent("system_metrics_snapshot", at: time, fields: [Member(field, .double(value))]))
      times[value] = last
      arrivals.append(Rig.time(now))
    }
  }

  /// What a loop decides that reads each line as it comes.
  func live(_ policy: Policy, _ clock: ControlLoop.Clock) throws -> (taken: [Taken], log: EventLog)
  {
    let log = try EventLog.create(scratch.path + "/\(UInt64.random(in: 0 ... .max))")
    let hands = Hands(Rig.time(0))
    var options = ControlLoop.Options()
    options.clock = clock
    if case .wall = clock { options.clock = .wall { hands.time } }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    _ = try turns.take()
    for (line, arrival) in zip(lines, arrivals) {
      try log.append(lines: line.line())
      hands.time = arrival
      _ = try turns.take()
    }
    return (try Self.recorded(in: log), log)
  }

  private static func recorded(in log: EventLog) throws -> [Taken] {
    var found: [Taken] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      if event.name == "mode_transition" {
        found.append(
          Taken(
            to: event.string("to") ?? "",
            decidedAt: event.string("decided_at").flatMap { Timestamp($0) }))
      }
      return true
    }
    return found
  }
}
