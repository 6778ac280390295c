import Events
import Folding
import Index
import Journal

/// How a replay reads the log: the one place that knows whether there is an index.
struct LogView: Sendable {
  let log: EventLog
  /// What the index knew when the replay began; nil where there is none, or none is wanted.
  private let index: IndexSnapshot?
  private let progress: (@Sendable (Int64) -> Void)?
  /// What came through sources.
  let drained: DrainedRanges
  /// Which store this is; nil where it does not say.
  let storeID: String?

  init(
    _ log: EventLog, _ index: IndexSnapshot? = nil,
    progress: (@Sendable (Int64) -> Void)? = nil
  ) {
    self.log = log
    self.index = index
    self.progress = progress
    drained = DrainedRanges(log)
    // Without one every skip is taken at its word.
    storeID = ((try? log.readIdentity()) ?? nil)?.id
  }

  /// The lines that hold what is wanted, from the start of a line to the start of another (nil:
  /// to the readable end). Without an index that is every line.
  ///
  /// - Parameter bounds: where the log clock exceeds their `at`, every line comes, for whoever looks
  ///   for the one at which it does; stretches with no event of their window are left out.
  func lines(
    of interest: Interest, from start: Position, to end: Position?, within bounds: Fold.Bounds
  ) throws(FoldError) -> CountedLines<PickedLines> {
    try readable { () throws(JournalError) in
      CountedLines(
        try PickedLines(
          log, index, wanted: interest, within: bounds, from: start, to: end,
          picked: pickedEnd(until: bounds.at)),
        progress)
    }
  }

  /// Up to where lines may be picked; nil: as far as the index goes.
  private func pickedEnd(until instant: Timestamp?) -> Position? {
    guard let index, let instant else { return nil }
    do throws(ViewsError) {
      return try index.firstBlock(withClockAfter: instant)?.range.lowerBound
    } catch {
      // Reading every line finds it, too.
      return .start
    }
  }

  /// The skips that stand between two lines of the log.
  func skips(from start: Position, to end: Position, jobs: Int) throws(FoldError) -> [Skip] {
    let indexed = indexedSkips(from: start, to: end)
    let rest = indexed.map { max(start, $0.end) } ?? start
    let scanned = try readable { () throws(JournalError) in
      rest < end ? try SkipSearch.skips(in: log.read(from: rest, to: end), jobs: jobs) : []
    }
    return ((indexed?.skips ?? []) + scanned).filter {
      $0.speaks(of: storeID) && !drained.contains($0.position)
    }.map(\.skip)
  }

  /// The skips that the index knows, and how far it does; nil where it knows nothing.
  private func indexedSkips(from start: Position, to end: Position) -> (
    skips: [FoundSkip], end: Position
  )? {
    guard let index, index.through > start else { return nil }
    var filter = Filter()
    filter.names = [Skip.eventName]
    // What the index does not give, the log does.
    guard
      var candidates =
        (try? index.candidates(for: filter, in: start..<max(start, end), newestFirst: false)) ?? nil
    else { return nil }
    var skips: [FoundSkip] = []
    do {
      let bounds = try log.bounds()
      while let position = try candidates.next() {
        let next = try log.lineStart(atOrAfter: position.rawValue + 1, in: bounds)
        var line = try log.read(from: position, to: next)
        while let chunk = try line.next() { skips += SkipSearch.skips(in: chunk) }
      }
    } catch { return nil }
    return (skips, min(end, index.through))
  }
}

/// The lines of a stretch of the log, those that nobody wants left out where an index knows them.
struct PickedLines: LineSource, ~Copyable {
  private var picked: GatheredLines?
  /// Every line of the rest, once the picked ones are over.
  private var rest: LogLines?
  private let log: EventLog
  private let turn: Position?
  private let end: Position?

  /// - Parameter picked: where picking ends, before `end`; nil: it does not.
  init(
    _ log: EventLog, _ index: IndexSnapshot?, wanted: Interest, within window: Fold.Bounds,
    from start: Position, to end: Position?, picked turn: Position?
  ) throws(JournalError) {
    self.log = log
    self.end = end
    let isBefore = turn.map { turn in end.map { turn < $0 } ?? true } ?? false
    self.turn = isBefore ? turn : nil
    let stop = isBefore ? turn : end
    if let index, start < index.through, stop.map({ start < $0 }) ?? true {
      picked = try index.lines(wanted: wanted, within: window, from: start, to: stop)
    } else {
      rest = try log.read(from: start, to: end)
    }
  }

  mutating func next() throws(JournalError) -> LineChunk? {
    try nextPromise()?.chunk()
  }

  mutating func nextPromise() throws(JournalError) -> PromisedChunk? {
    if picked != nil {
      if let promise = try picked?.nextPromise() { return promise }
      guard let turn else { return nil }
      picked = nil
      rest = try log.read(from: turn, to: end)
    }
    return try rest?.nextPromise()
  }
}
