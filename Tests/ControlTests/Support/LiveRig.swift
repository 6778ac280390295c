import Control
import Events
import Journal
import TestSupport
import Folding

/// A policy at work on a log on disk, with the sensors that are folded from it: a loop whose clock
/// a test sets, and a backtest of the same log.
struct LiveRig: ~Copyable {
  let policy: Policy
  let log: EventLog
  private let scratch = Scratch()
  private let clock: Hands
  private var turns: ControlLoop.Turns

  init(_ yaml: String) throws {
    let policy = try Policy(yaml: yaml, file: "rules.yaml")
    let log = try EventLog.create(scratch.store)
    let clock = Hands(Rig.time(0))
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    // The first time of a log waits for a second one, so it begins with something of no meaning.
    try log.append(NewEvent("day_begins", at: Rig.time(0)))
    _ = try turns.take()
    (self.policy, self.log, self.clock) = (policy, log, clock)
    self.turns = turns
  }

  /// An event of a second, appended at that second; the loop reads it when the clock shows `clock`.
  mutating func say(
    _ name: String, _ fields: Member..., at second: Double, clock: Double? = nil
  ) throws {
    try log.append(NewEvent(name, at: Rig.time(second), fields: fields))
    try tick(clock ?? second)
  }

  /// A sample of the processor.
  mutating func load(_ percent: Double, at second: Double, clock: Double? = nil) throws {
    try say(
      "system_metrics_snapshot", Member("cpu_load_percent", .double(percent)), at: second,
      clock: clock)
  }

  /// As many calls with a high risk.
  mutating func risk(_ count: Int, at second: Double, clock: Double? = nil) throws {
    for _ in 0..<count {
      try say(
        "tool_call_completed", Member("risk_level", "high"), at: second, clock: clock)
    }
  }

  /// Somebody answers the first proposal of the log.
  mutating func answer(_ name: String, at second: Double) throws {
    let id = try proposals.first ?? ""
    try say(name, Member("proposal_id", .string(id)), Member("by", "ada"), at: second)
  }

  /// The clock comes to a second.
  mutating func tick(_ second: Double) throws {
    clock.time = Rig.time(second)
    _ = try turns.take()
  }

  /// The transitions on the log: `30 ALERT`.
  var diary: [String] {
    get throws {
      var found: [String] = []
      var scan = Scan()
      try scan.run(over: log.read()) { event in
        guard event.name == "mode_transition", let to = event.string("to") else { return true }
        let time = event.string("decided_at").flatMap { Timestamp($0) }
        found.append(Self.words(time, to))
        return true
      }
      return found
    }
  }

  /// The ids of what was proposed.
  var proposals: [String] {
    get throws {
      var found: [String] = []
      var scan = Scan()
      try scan.run(over: log.read()) { event in
        if event.name == "mode_transition_proposed", let id = event.string("proposal_id") {
          found.append(id)
        }
        return true
      }
      return found
    }
  }

  /// What a backtest of the log comes to.
  var backtest: [String] {
    get throws {
      try Backtest(policy: policy).run(over: log.read()).transitions.map {
        Self.words($0.decidedAt, $0.to)
      }
    }
  }

  private static func words(_ time: Timestamp?, _ mode: String) -> String {
    let seconds = time.flatMap { $0.since(Rig.time(0)) }?.seconds ?? .nan
    return (Int64(exactly: seconds).map { "\($0)" } ?? "\(seconds)") + " " + mode
  }
}
