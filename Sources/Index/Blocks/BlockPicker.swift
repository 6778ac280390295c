import Events
import Folding
import Journal
import LMDB

/// Finds the lines that some keys find, of some time, or both, in whole blocks; what reads them is a
/// `BlockPicking`.
struct BlockPicker: Sendable {
  private let snapshot: IndexSnapshot
  /// What wanted lines are found by; nil: all are wanted.
  private let keys: [IndexKey]?
  /// Blocks without an event of this time hold nothing that is wanted.
  private let window: Fold.Bounds
  private var wanted: PositionUnion?

  /// A chunk stands for no more of the log than this, so that its reader can tell how far it is.
  private static let longestStretch: Int64 = 16 << 20

  init(_ snapshot: IndexSnapshot, wanted keys: [IndexKey]?, within window: Fold.Bounds) {
    self.snapshot = snapshot
    self.keys = keys
    self.window = window
  }

  /// Where the first block begins, after `position`, from which lines can be picked; nil where the
  /// index has none.
  func nextBlockStart(after position: Position) -> Position? {
    var next = Position(rawValue: position.rawValue + 1)
    while next < snapshot.through, let block = (try? snapshot.block(atOrAfter: next)) ?? nil {
      if keys != nil || isOutside(block) { return block.range.lowerBound }
      next = block.range.upperBound
    }
    return nil
  }

  /// Whether no event of a block has a time that is wanted.
  private func isOutside(_ block: Block) -> Bool {
    window.isWindow && !block.mayMatter(since: window.since, until: window.until)
  }

  /// The next lines to be picked; nil where no whole block begins at `position` and ends by `stop`,
  /// or all of its lines are wanted.
  mutating func next(
    from position: Position, to stop: Position?
  ) throws(ViewsError) -> BlockPicking? {
    var picking = BlockPicking(snapshot.log, from: position, before: snapshot.through)
    var last: Block?
    var end = position
    while picking.isSmall, end.rawValue - position.rawValue < Self.longestStretch {
      guard let block = try snapshot.block(atOrAfter: end), block.range.lowerBound == end,
        stop.map({ block.range.upperBound <= $0 }) ?? true
      else { break }
      if isOutside(block) {
        picking.add(block, [])
      } else {
        guard let keys else { break }
        let positions = try wantedPositions(keys, in: block)
        picking.add(block, positions)
        if block.untimed > 0 { try addTimes(of: positions, block, &picking) }
      }
      last = block
      end = block.range.upperBound
    }
    guard let last else { return nil }
    (picking.lastTime, picking.clock) = try after(last)
    return picking
  }

  /// What a reader knows who has come to the end of a block.
  private func after(_ block: Block) throws(ViewsError) -> (Timestamp?, LogClock) {
    if block.range.upperBound == snapshot.through { return (snapshot.lastTime, snapshot.clock) }
    guard let next = try snapshot.block(atOrAfter: block.range.upperBound) else {
      return (snapshot.lastTime, snapshot.clock)
    }
    return (next.lastTimeBefore, next.clockBefore)
  }

  private mutating func wantedPositions(
    _ keys: [IndexKey], in block: Block
  ) throws(ViewsError) -> [Int64] {
    let start = block.range.lowerBound.rawValue
    var wanted: PositionUnion
    if let begun = self.wanted {
      wanted = begun
    } else {
      wanted = try snapshot.union(of: keys, from: start)
    }
    // Else two would own the list, and each step would copy it.
    self.wanted = nil
    try wanted.advance(to: start)
    var positions: [Int64] = []
    while let position = wanted.current, position < block.range.upperBound.rawValue {
      positions.append(position)
      try wanted.step()
    }
    self.wanted = wanted
    return positions
  }

  /// The times of lines to be picked that have none of their own.
  private func addTimes(of positions: [Int64], _ block: Block, _ picking: inout BlockPicking)
    throws(ViewsError)
  {
    let start = block.range.lowerBound.rawValue
    var times = picking.times
    try snapshot.reader.read { transaction throws(LMDBError) in
      guard let bytes = try transaction.checked(ViewsTables.times, block.key) else {
        throw .damaged(ViewsTables.times)
      }
      var next = 0
      UntimedLines.forEach(bytes.span) { offset, time in
        while next < positions.count && positions[next] < start + offset { next += 1 }
        if next < positions.count && positions[next] == start + offset {
          times[Position(rawValue: positions[next])] = time
        }
      }
    }
    picking.times = times
  }
}

extension Block {
  /// Bytes of it.
  var length: Int { Int(range.upperBound.rawValue - range.lowerBound.rawValue) }
}
