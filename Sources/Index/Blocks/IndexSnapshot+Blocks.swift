package import Events
import LMDB

extension IndexSnapshot {
  /// The block that a position lies in; nil at `through` and beyond, and below the first line that
  /// is kept.
  package func block(containing position: Position) throws(ViewsError) -> Block? {
    guard position >= first, position < through else { return nil }
    let found = try around(position).before
    return found.flatMap { $0.range.contains(position) ? $0 : nil }
  }

  /// The first block that begins at or after a position; nil where none does.
  package func block(atOrAfter position: Position) throws(ViewsError) -> Block? {
    let position = max(position, first)
    let (before, after) = try around(position)
    return before?.range.lowerBound == position ? before : after
  }

  /// The last block that begins at or before a position, and the one after that.
  private func around(_ position: Position) throws(ViewsError) -> (before: Block?, after: Block?) {
    try reader.read { transaction throws(LMDBError) in
      var cursor = try transaction.cursor(ViewsTables.blocks)
      return try around(position, &cursor)
    }
  }

  /// The same, with the cursor left at the second of the two.
  private func around(_ position: Position, _ cursor: inout Cursor) throws(LMDBError)
    -> (before: Block?, after: Block?)
  {
    let next = Position(rawValue: position.rawValue.addingReportingOverflow(1).partialValue)
    let isAfterOne = try cursor.seek(before: Block.key(next))
    let before = isAfterOne ? try Block(at: cursor) : nil
    let isThere = isAfterOne ? try cursor.next() : try cursor.first()
    let after = isThere ? try Block(at: cursor) : nil
    try require(after, after: before)
    return (before, after)
  }

  /// Each block names the one before it, and the mark names the last one.
  private func require(_ block: Block?, after before: Block?) throws(LMDBError) {
    let named = block == nil ? mark.lastBlock : block?.previous
    guard named == before?.range.lowerBound else { throw .damaged(ViewsTables.blocks) }
  }

  /// The block of the first event that is later than `time` and may be believed; nil where none is
  /// below `through`. An event that waits there may be: the next one tells.
  ///
  /// The clock never goes back, so the block is found by halves.
  package func firstBlock(withClockAfter time: Timestamp) throws(ViewsError) -> Block? {
    func exceeds(_ clock: LogClock) -> Bool {
      clock.believed(by: nil).now.map { $0 > time } ?? false
    }
    guard exceeds(clock) else { return nil }
    var low = first
    var high = through
    // What the clock shows does not exceed the time at the start of `found`, but at its end.
    var found = try block(atOrAfter: first)
    while low < high {
      let middle = Position(rawValue: low.rawValue + (high.rawValue - low.rawValue) / 2)
      guard let block = try block(before: middle) else { break }
      if block.clockBefore.now.map({ $0 > time }) ?? false {
        high = block.range.lowerBound
      } else {
        found = block
        low = max(block.range.upperBound, Position(rawValue: middle.rawValue + 1))
      }
    }
    // The event that was believed there may stand in an earlier block.
    while let block = found, block.range.lowerBound > first, exceeds(block.clockBefore) {
      found = try self.block(before: Position(rawValue: block.range.lowerBound.rawValue - 1))
    }
    return found
  }

  /// The last block that begins at or before a position, and not before the first kept line.
  private func block(before position: Position) throws(ViewsError) -> Block? {
    try around(position).before.flatMap { $0.range.lowerBound >= first ? $0 : nil }
  }

  /// The stretches of a range in which events of these times may be, in the order of the log; a
  /// time of nil is no bound. What lies beyond `through` is one of them.
  package func stretches(since: Timestamp?, until: Timestamp?, in range: Range<Position>)
    throws(ViewsError) -> [Range<Position>]
  {
    var stretches: [Range<Position>] = []
    func add(_ part: Range<Position>) {
      let part = part.clamped(to: range)
      if part.isEmpty { return }
      if let last = stretches.last, last.upperBound == part.lowerBound {
        stretches[stretches.count - 1] = last.lowerBound..<part.upperBound
      } else {
        stretches.append(part)
      }
    }
    func addIfTimely(_ block: Block) {
      if block.mayMatter(since: since, until: until) { add(block.range) }
    }
    let start = try block(containing: range.lowerBound)?.range.lowerBound ?? range.lowerBound
    try reader.read { transaction throws(LMDBError) in
      var cursor = try transaction.cursor(ViewsTables.blocks)
      let (before, after) = try around(max(start, first), &cursor)
      var block = after
      if let before, before.range.lowerBound == max(start, first) { addIfTimely(before) }
      while let found = block, found.range.lowerBound < range.upperBound {
        addIfTimely(found)
        block = try cursor.next() ? try Block(at: cursor) : nil
        try require(block, after: found)
      }
    }
    if range.upperBound > through { add(max(through, range.lowerBound)..<range.upperBound) }
    return stretches
  }
}
