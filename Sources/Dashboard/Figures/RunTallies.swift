import Analysis
import SystemCalls
import TLM

/// What many runs come to, counted by numbers: a million of them are counted while somebody waits.
struct RunTallies {
  /// Runs of one agent: how many stand how, how long those took, and the items that they dealt with.
  struct Agent {
    var counts = Outcome.noCounts
    var lengths = [Distribution](repeating: Distribution(), count: Outcome.allCases.count)
    var items = Items()

    var hasRuns: Bool { counts.contains { $0 > 0 } }
  }

  /// Items that runs dealt with; sums beyond the greatest number there is stay at it.
  struct Items {
    private(set) var discovered = 0
    private(set) var succeeded = 0
    private(set) var failed = 0
    private(set) var skipped = 0

    var isNothing: Bool { discovered == 0 && succeeded == 0 && failed == 0 }

    mutating func add(_ items: RunItems) {
      Self.add(Int(items.discovered), to: &discovered)
      Self.add(Int(items.succeeded), to: &succeeded)
      Self.add(Int(items.failed), to: &failed)
      Self.add(Int(items.skipped), to: &skipped)
    }

    mutating func add(_ other: Items) {
      Self.add(other.discovered, to: &discovered)
      Self.add(other.succeeded, to: &succeeded)
      Self.add(other.failed, to: &failed)
      Self.add(other.skipped, to: &skipped)
    }

    private static func add(_ count: Int, to sum: inout Int) {
      let (result, isBeyond) = sum.addingReportingOverflow(count)
      sum = isBeyond ? .max : result
    }
  }

  /// By the numbers of agents and of jobs.
  private(set) var agents: [Agent]
  private(set) var jobs: [Int]
  /// By the day on which they began, by this machine's clock; those that say none are in no day.
  private(set) var days: [Int64: [Int]] = [:]
  /// By how long they took, in powers of two of a millisecond.
  private(set) var lengths = [Int](repeating: 0, count: Int64.bitWidth + 1)
  private var clock = DayClock()

  /// The runs of a table that meet a filter.
  init(of table: RunsTable, _ filter: RunFilter, among rows: RunSet?) {
    agents = Array(repeating: Agent(), count: table.agents.names.count)
    jobs = Array(repeating: 0, count: table.jobs.names.count)
    table.forEach(filter, among: rows) { number in
      add(table.entries[number])
      return true
    }
  }

  private mutating func add(_ run: RunsTable.Entry) {
    let (agent, status) = (Int(run.agent), (run.status ?? .unknown).place)
    agents[agent].counts[status] += 1
    agents[agent].items.add(run.items)
    jobs[Int(run.job)] += 1
    if run.start != .min {
      let day = clock.day(of: Timestamp(rawValue: run.start))
      days[day, default: Outcome.noCounts][status] += 1
    }
    guard let length = run.duration else { return }
    agents[agent].lengths[status].record(length)
    lengths[Self.bucket(of: length)] += 1
  }

  private static func bucket(of length: Nanoseconds) -> Int {
    let milliseconds = max(0, length.rawValue / 1_000_000)
    return Int64.bitWidth - milliseconds.leadingZeroBitCount
  }
}

extension Outcome {
  /// None of any.
  static let noCounts = [Int](repeating: 0, count: allCases.count)

  /// Its place among all of them.
  var place: Int {
    switch self {
    case .success: 0
    case .failure: 1
    case .skipped: 2
    case .partial: 3
    case .timeout: 4
    case .cancelled: 5
    case .blocked: 6
    case .running: 7
    case .unknown: 8
    }
  }
}

/// On which day an instant is; asked of one after the other it seldom asks the system.
private struct DayClock {
  private var quarter = Int64.min
  private var offset_s: Int64 = 0

  mutating func day(of time: Timestamp) -> Int64 {
    let second = time.wholeSecond
    // Clocks are put forward and back at full quarters of an hour.
    let now = second.flooredDivision(by: 900)
    if now != quarter { (quarter, offset_s) = (now, localTimeOffset_s(at: second)) }
    return (second + offset_s).flooredDivision(by: 86_400)
  }
}
