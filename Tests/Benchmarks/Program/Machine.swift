import Events
import TestSupport

/// What happens on the machine, half a second after half a second.
struct Machine {
  var random: Seeded
  var time: Timestamp
  private var nextSnapshot: Timestamp
  private var snapshots = 0
  var load = 40.0
  var trace = 0
  var openTasks: [Int] = []
  private var writer = JSONWriter()
  /// Events since they were last taken.
  private(set) var events = 0

  /// - Parameter second: when its log begins, in seconds since 1970.
  init(seed: UInt64, from second: Int) {
    random = Seeded(seed)
    time = Timestamp(rawValue: Int64(second) * 1_000_000_000)
    nextSnapshot = time
  }

  /// The lines since they were last taken.
  mutating func take() -> [UInt8] {
    events = 0
    defer { writer = JSONWriter() }
    return writer.bytes
  }

  /// What happens next, and the snapshots that are due before.
  mutating func step() {
    time = Timestamp(rawValue: time.rawValue + 1_000_000 * Int64(1 + random.below(530)))
    while nextSnapshot <= time { snapshot() }
    switch random.below(1000) {
    case ..<330: toolCall()
    case ..<510: modelCall()
    case ..<590: task()
    case ..<720: issue()
    case ..<900: command()
    case ..<960: knowledge()
    default: judgement()
    }
  }

  private mutating func snapshot() {
    let at = nextSnapshot
    nextSnapshot = Timestamp(rawValue: at.rawValue + 5_000_000_000)
    snapshots += 1
    load = min(99, max(3, load + 6 * (random.share - 0.5) + (55 - load) * 0.01))
    write(
      "system_metrics_snapshot", at,
      [
        Member("component", "sampler"), Member("cpu_load_percent", .double(tenth(load))),
        Member("mem_used_percent", .double(tenth(35 + load / 2))),
        Member("load_avg_1m", .double(tenth(load / 40))),
        Member("load_avg_5m", .double(tenth(load / 45))),
        Member("disk_used_percent", .double(tenth(60 + Double(snapshots % 40_000) / 1200))),
        Member("logs_size_bytes", .integer(Int64(snapshots) * 4096)),
      ])
    if snapshots % 3 == 0 {
      write(
        "orchestrator_snapshot", at,
        [Member("pending_tasks", .integer(Int64(random.below(1 + Int(load / 4)))))])
    }
    if snapshots % 12 == 0 {
      write(
        "kb_snapshot", at,
        [
          Member("docs_total", .integer(12_000 + Int64(snapshots / 500))),
          Member("storage_bytes", .integer(80_000_000 + Int64(snapshots) * 900)),
          Member("stale_fraction", .double(tenth(12 + load / 20))),
        ])
    }
  }

  /// Mostly near `usual`, now and then ten times that, and longer on a machine under load.
  mutating func latency(of usual: Double) -> Int64 {
    let tail = random.below(40) == 0 ? 10.0 : 1
    return Int64(usual * (0.2 + random.share + random.share) * tail * (0.5 + load / 60))
  }

  var traceID: String {
    var mixed = Seeded(UInt64(trace))
    return mixed.hexadecimal + mixed.hexadecimal
  }

  func tenth(_ number: Double) -> Double { (number * 10).rounded() / 10 }
  func thousandth(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

  mutating func write(_ name: String, _ time: Timestamp, _ fields: [Member]) {
    writer.write(verbatim: NewEvent(name, at: time, fields: fields).line())
    events += 1
  }
}
