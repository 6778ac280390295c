#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Control
import Events
import Journal
import Lines
import SystemCalls

/// How long it takes from the append of an event by one process until the transition that another
/// process decides because of it is in the log.
enum Deciding {
  private static let rules = """
    modes: {NORMAL: {}, ALERT: {}}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    oscillation: {transitions: 1000, window_seconds: 1}
    transition_rules:
      NORMAL_to_ALERT: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]}
      ALERT_to_NORMAL: {conditions: [{metric: perf_system_cpu_load, operator: "<", value: 50}]}
    """

  /// `loop store=…`: the process that decides, until it is ended.
  static func loop(_ options: Options) async throws {
    let log = try EventLog.create(options.text("store"))
    let loop = ControlLoop(log: log, policy: try Policy(yaml: rules, file: "rules.yaml"))
    var isTold = false
    try await loop.run { _ in
      if !isTold { print("{}") }
      isTold = true
      fflush(nil)
    }
  }

  /// `decide store=… count=… samples=…`: the other one. It waits for the log to grow by looking at it
  /// again and again, and lets go of the processor in between: one that spins keeps the loop waiting
  /// for a core until its time is up, which on two cores is some of what is measured.
  static func run(_ options: Options) throws {
    let log = try EventLog.create(options.text("store"))
    let count = options.number("count", default: 300)
    var samples = Samples(capacity: count)
    for number in 0..<count {
      let cpu = number % 2 == 0 ? 95.0 : 20
      let event = NewEvent(
        "system_metrics_snapshot", at: .current,
        fields: [Member("cpu_load_percent", .double(cpu))])
      let before = monotonicNow()
      let end = try log.append(event).end
      while try log.bounds().upperBound == end {
        if monotonicNow() - before > 10_000_000_000 { fatalError("nothing was decided") }
        pause(nanoseconds: 10_000)
      }
      samples.add(monotonicNow() - before)
      try expectTransition(log, from: end)
      pause(nanoseconds: 1000 * options.number("pause_us", default: 2_000))
    }
    try samples.save(options.text("samples"))
    print("{\"decisions\":\(count)}")
  }

  private static func expectTransition(_ log: EventLog, from position: Position) throws {
    var source = try log.read(from: position)
    guard let chunk = try source.next() else { fatalError("what was decided is gone") }
    let batch = LineParser().parse(chunk)
    guard batch.count > 0, batch.event(at: 0).name == "mode_transition" else {
      fatalError("something else than a transition was decided")
    }
  }
}
