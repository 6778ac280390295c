import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Folding

@Suite(.serialized) struct KilledLoopTests {
  private static let rules = """
    modes:
      NORMAL: {}
      ALERT: {}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    oscillation: {transitions: 1000, window_seconds: 1}
    transition_rules:
      NORMAL_to_ALERT:
        conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]
    """

  @Test(.timeLimit(.minutes(10)))
  func `two controllers, either killed at any moment, decide each time once`() throws {
    let rounds = StoreLocation.variable("TLM_SOAK") == "1" ? 200 : 40
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let scratch = Scratch()
    let (store, rules) = (scratch.path + "/store", scratch.path + "/rules.yaml")
    let log = try EventLog.create(store)
    try Disk.write(rules, Array(Self.rules.utf8))
    func start() throws -> Child {
      try Child([Program.built("tlm-actor"), "control", store, "rules=\(rules)"])
    }
    var loops = [try start(), try start()]
    for loop in loops { #expect(try loop.line() == "ready") }

    var second = 0.0
    for round in 0..<rounds {
      let load = round.isMultiple(of: 2) ? 95.0 : 20.0
      let victim = Int.random(in: 0...1, using: &random)
      let deadline = monotonicNow() + 60_000_000_000
      var (count, isAlive) = (0, true)
      while count <= round {
        second += 1
        try log.append(
          NewEvent(
            "system_metrics_snapshot", at: Days.time(second),
            fields: [Member("cpu_load_percent", .double(load))]))
        if isAlive {
          pause(nanoseconds: Int.random(in: 0...2_000_000, using: &random))
          loops[victim].finish()
          isAlive = false
        }
        pause(nanoseconds: 2_000_000)
        count = try modes(log).count
        try #require(monotonicNow() < deadline, "nobody decided in round \(round)")
      }
      loops[victim] = try start()
      if Bool.random(using: &random) { #expect(try loops[victim].line() == "ready") }
    }
    let modes = try modes(log)
    #expect(modes == (0..<rounds).map { $0.isMultiple(of: 2) ? "ALERT" : "NORMAL" })
  }

  private func modes(_ log: EventLog) throws -> [String] {
    var modes: [String] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      if event.name == "mode_transition" { modes.append(event.string("to") ?? "") }
      return true
    }
    return modes
  }
}
