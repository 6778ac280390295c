import Events
import Lines

/// The part of a batch that lies within the bounds of a fold, and where the log stands after it.
struct Portion {
  /// How many of the batch's events are folded, from the first on.
  private(set) var count: Int
  /// Where the part begins.
  let start: Position
  private(set) var milestone: Fold.Milestone
  /// Whether a bound lies in the batch: nothing after it is folded.
  private(set) var isLast = false

  /// What of `batch` lies within `bounds`. Resolves the times of the batch.
  init(of batch: LineBatch, after milestone: Fold.Milestone, within bounds: Fold.Bounds) {
    let before = milestone
    let lastTime = batch.resolveTimes(from: before.lastTime)
    let gathering = batch.chunk.gathering
    count = batch.count
    start = gathering?.stretch.lowerBound ?? batch.chunk.position
    self.milestone = before
    var end = gathering?.stretch.upperBound ?? start.advanced(by: batch.chunk.count)
    if let to = bounds.to, end > to {
      end = batch.chunk.lineStart(atOrAfter: to)
      cut(to: end, batch)
    }
    if let gathering {
      self.milestone.clock = gathering.clock
    } else if let at = bounds.at {
      if let stop = tick(to: at, batch) { end = stop }
    } else {
      batch.show(timesOf: 0..<count, to: &self.milestone.clock)
    }
    if isLast && end <= start { return }
    self.milestone.through = end
    self.milestone.events += gathering?.events ?? count
    self.milestone.quarantined +=
      gathering?.quarantined
      ?? (isLast ? batch.quarantined.count { $0.position < end } : batch.quarantined.count)
    if !isLast {
      self.milestone.lastTime = lastTime
    } else if count > 0 {
      self.milestone.lastTime = batch.event(at: count - 1).time
    }
  }

  private mutating func cut(to end: Position, _ batch: LineBatch) {
    isLast = true
    while count > 0 && batch.position(at: count - 1) >= end { count -= 1 }
  }

  /// Advances the clock, event by event, until it exceeds `instant`; where that event stands.
  private mutating func tick(to instant: Timestamp, _ batch: LineBatch) -> Position? {
    for index in 0..<count {
      var clock = milestone.clock
      batch.show(timesOf: index..<index + 1, to: &clock)
      if let now = clock.now, now > instant {
        isLast = true
        count = index
        return batch.position(at: index)
      }
      milestone.clock = clock
    }
    return nil
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
