/// What a chunk of picked lines stands for: a stretch of the log, whose other lines were skipped
/// because an index knows that nobody wants them.
///
/// Counts, times and the log clock are those of the whole stretch, so a fold that skips comes to
/// the same numbers as one that reads every line.
package struct Gathering: Sendable {
  /// Lines that stand together in the log as they do in the chunk.
  package struct Run: Sendable, Hashable {
    /// Where the run begins in the chunk.
    package let offset: Int
    /// Where it begins in the log.
    package let position: Position

    package init(offset: Int, position: Position) {
      self.offset = offset
      self.position = position
    }
  }

  /// The stretch of the log, from the start of a line to the end of one.
  package let stretch: Range<Position>
  /// The runs of lines that were picked, in the order of the log; the first has offset 0.
  package let runs: [Run]
  /// Times of the picked lines that have none of their own, by their position.
  package let times: [Position: Timestamp]
  /// JSON objects of the stretch, picked or not.
  package let events: Int
  /// Lines of the stretch that are no JSON object.
  package let quarantined: Int
  /// The time that an untimed line right after the stretch has.
  package let lastTime: Timestamp?
  /// The log clock after the stretch.
  package let clock: LogClock

  package init(
    stretch: Range<Position>, runs: [Run], times: [Position: Timestamp] = [:], events: Int,
    quarantined: Int, lastTime: Timestamp?, clock: LogClock
  ) {
    self.stretch = stretch
    self.runs = runs
    self.times = times
    self.events = events
    self.quarantined = quarantined
    self.lastTime = lastTime
    self.clock = clock
  }

  /// Where bytes of the chunk stand in the log.
  ///
  /// - Parameters:
  ///   - count: how many are asked for.
  ///   - offset: the place of each in the chunk, ascending.
  package func positions(_ count: Int, offset: (Int) -> Int) -> [Position] {
    var run = 0
    return (0..<count).map { index in
      let offset = offset(index)
      while run + 1 < runs.count, runs[run + 1].offset <= offset { run += 1 }
      return Position(
        rawValue: runs[run].position.rawValue + Int64(offset - runs[run].offset))
    }
  }
}
