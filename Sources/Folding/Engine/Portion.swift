import Events
import Lines

/// A part of a batch that is folded at once, and where the log stands after it.
struct Portion {
  /// The places of the batch's events that are folded.
  let events: Range<Int>
  /// Where the part begins.
  let start: Position
  private(set) var milestone: Fold.Milestone
  /// Whether a bound lies at its end: nothing after it is folded.
  let isLast: Bool

  /// What of `batch` lies before the position at which a fold ends. Resolves the times of the batch.
  init(of batch: LineBatch, after milestone: Fold.Milestone, within bounds: Fold.Bounds) {
    let lastTime = batch.resolveTimes(from: milestone.lastTime)
    let reach = Reach(of: batch, to: bounds.to)
    let gathering = batch.chunk.gathering
    events = 0..<reach.count
    start = gathering?.stretch.lowerBound ?? batch.chunk.position
    isLast = reach.isCut
    self.milestone = milestone
    if let gathering {
      self.milestone.clock = gathering.clock
    } else {
      batch.show(timesOf: events, to: &self.milestone.clock)
    }
    if isLast && reach.end <= start { return }
    pass(batch, to: reach.end, lastTime)
  }

  /// Some events of a batch whose times are resolved, up to the start of a line.
  ///
  /// - Parameter clock: the log clock there.
  init(
    of batch: LineBatch, _ events: Range<Int>, to end: Position, isLast: Bool,
    after milestone: Fold.Milestone, _ clock: LogClock, lastTime: Timestamp?
  ) {
    self.events = events
    self.isLast = isLast
    start = events.lowerBound == 0 ? batch.chunk.position : batch.position(at: events.lowerBound)
    self.milestone = milestone
    self.milestone.clock = clock
    if end > start { pass(batch, to: end, lastTime) }
  }

  private mutating func pass(_ batch: LineBatch, to end: Position, _ lastTime: Timestamp?) {
    let gathering = batch.chunk.gathering
    milestone.through = end
    milestone.events += gathering?.events ?? events.count
    milestone.quarantined +=
      gathering?.quarantined
      ?? batch.quarantined.count { $0.position >= start && $0.position < end }
    if events.upperBound == batch.count {
      milestone.lastTime = lastTime
    } else if let last = events.last {
      milestone.lastTime = batch.event(at: last).time
    }
  }
}

/// How much of a batch lies before a position.
struct Reach {
  /// Events, from the first on.
  private(set) var count: Int
  /// The end of the last line.
  private(set) var end: Position
  /// Whether lines are left out.
  private(set) var isCut = false

  init(of batch: LineBatch, to bound: Position?) {
    count = batch.count
    end =
      batch.chunk.gathering?.stretch.upperBound
      ?? batch.chunk.position.advanced(by: batch.chunk.count)
    guard let bound, end > bound else { return }
    isCut = true
    end = batch.chunk.lineStart(atOrAfter: bound)
    while count > 0 && batch.position(at: count - 1) >= end { count -= 1 }
  }
}

extension LineChunk {
  /// Where the first line at or after `position` begins, or the chunk ends.
  fileprivate func lineStart(atOrAfter position: Position) -> Position {
    if position <= self.position { return self.position }
    let bytes = bytes
    // The byte before tells whether a line begins here.
    var offset = Int(position.rawValue - self.position.rawValue) - 1
    while offset < count && bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return self.position.advanced(by: min(offset + 1, count))
  }
}
