import TLM

/// Runs, each in the bucket in which it began.
struct TrendRuns {
  /// Those that began in one bucket, of one group.
  struct Cell {
    var runs = 0
    /// Those of which it is known that they have ended, and how.
    var ended = 0
    var success = 0
    var failure = 0
    var durations = Distribution()
  }

  /// By group (the empty one where nothing is told apart), then by the number of the bucket.
  private(set) var cells: [Label: [Int: Cell]] = [:]
  private let question: TrendQuestion

  init(_ question: TrendQuestion) { self.question = question }

  /// Takes a run in; one that does not say when it began is in no bucket.
  ///
  /// - Parameter machine: as what it counts; nil: it is not told by machines.
  mutating func add(_ run: RunRecord, of machine: Label? = nil) {
    guard let start = run.start,
      question.period.map({ $0.start <= start && start < $0.end }) ?? true
    else { return }
    let group = machine ?? (question.by == .agent ? Label(run.agent) : "")
    let bucket = question.per.bucket(of: start)
    cells[group, default: [:]][bucket, default: Cell()].add(run)
  }

  /// The buckets in which any began.
  var buckets: Set<Int> { Set(cells.values.flatMap(\.keys)) }
}

extension TrendRuns.Cell {
  fileprivate mutating func add(_ run: RunRecord) {
    runs += 1
    guard let status = run.status, status != .running, status != .unknown else { return }
    ended += 1
    if status == .success { success += 1 }
    if status == .failure { failure += 1 }
    if let duration = run.duration { durations.record(duration) }
  }

  /// A number of them, and how many runs it rests on; nil where there are none.
  func point(of metric: TrendMetric) -> (value: Double, weight: Int)? {
    switch metric {
    case .runs: (Double(runs), runs)
    case .run_failures: failure == 0 ? nil : (Double(failure), failure)
    case .run_success_rate: ended == 0 ? nil : (Double(success) / Double(ended), ended)
    case .run_s: durations.mean_s.map { ($0, durations.count) }
    default: nil
    }
  }
}
