import Events
import Folding
import Journal
import LMDB
import SystemCalls

/// Picks the lines that some keys find, of some time, or both, out of whole blocks.
struct BlockPicker: Sendable {
  private let snapshot: IndexSnapshot
  /// What wanted lines are found by; nil: all are wanted.
  private let keys: [IndexKey]?
  /// Blocks without an event of this time hold nothing that is wanted.
  private let window: Fold.Bounds
  private var reader: PositionReader
  private var wanted: PositionUnion?
  /// Room for the bytes of a block, used again for each: fresh memory costs as much as reading.
  private var buffer: [UInt8] = []

  /// A chunk has no more picked bytes than this, but for a last block.
  private static let usualBytes = ReadLimits.chunk
  /// A chunk stands for no more of the log than this, so that its reader can tell how far it is.
  private static let longestStretch: Int64 = 16 << 20
  /// A block with fewer wanted lines is read line by line.
  private static let fewLines = 24
  /// Bytes that are read for one line at first.
  private static let usualLine = 1 << 10

  init(_ snapshot: IndexSnapshot, wanted keys: [IndexKey]?, within window: Fold.Bounds) {
    self.snapshot = snapshot
    self.keys = keys
    self.window = window
    reader = PositionReader(snapshot.log, to: snapshot.through)
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

  /// The next picked lines; nil where no whole block begins at `position` and ends by `stop`, or
  /// all of its lines are wanted.
  mutating func next(from position: Position, to stop: Position?) throws(ViewsError) -> LineChunk? {
    var picked = Picked()
    var last: Block?
    var end = position
    while picked.bytes.count < Self.usualBytes,
      end.rawValue - position.rawValue < Self.longestStretch
    {
      guard let block = try snapshot.block(atOrAfter: end), block.range.lowerBound == end,
        stop.map({ block.range.upperBound <= $0 }) ?? true
      else { break }
      if isOutside(block) {
        picked.events += block.events
        picked.quarantined += block.quarantined
      } else {
        // Where the log is not what was indexed, what came before this block is still right.
        guard let keys, try pick(keys, from: block, into: &picked) else { break }
      }
      last = block
      end = block.range.upperBound
    }
    guard let last else { return nil }
    return chunk(picked, from: position, through: last, try after(last))
  }

  /// What a reader knows who has come to the end of a block.
  private func after(_ block: Block) throws(ViewsError) -> (Timestamp?, LogClock) {
    if block.range.upperBound == snapshot.through { return (snapshot.lastTime, snapshot.clock) }
    guard let next = try snapshot.block(atOrAfter: block.range.upperBound) else {
      return (snapshot.lastTime, snapshot.clock)
    }
    return (next.lastTimeBefore, next.clockBefore)
  }

  private func chunk(
    _ picked: Picked, from start: Position, through last: Block,
    _ after: (lastTime: Timestamp?, clock: LogClock)
  ) -> LineChunk {
    let gathering = Gathering(
      stretch: start..<last.range.upperBound, runs: picked.runs, times: picked.times,
      events: picked.events, quarantined: picked.quarantined, lastTime: after.lastTime,
      clock: after.clock)
    return unsafe LineChunk(
      capacity: picked.bytes.count, position: start, gathering: gathering
    ) { room in
      _ = unsafe room.update(fromContentsOf: picked.bytes)
      return picked.bytes.count
    }
  }
}

/// Lines on their way into a chunk.
private struct Picked {
  var bytes: [UInt8] = []
  var runs: [Gathering.Run] = []
  var times: [Position: Timestamp] = [:]
  var events = 0
  var quarantined = 0
  /// Where the last picked line ends in the log.
  private var end: Int64 = -1

  /// How much was picked so far, to go back to.
  struct Length: Sendable {
    fileprivate let bytes: Int
    fileprivate let runs: Int
    fileprivate let end: Int64
  }

  var length: Length { Length(bytes: bytes.count, runs: runs.count, end: end) }

  mutating func shorten(to length: Length) {
    bytes.removeLast(bytes.count - length.bytes)
    runs.removeLast(runs.count - length.runs)
    end = length.end
  }

  init() { bytes.reserveCapacity(ReadLimits.chunk * 2) }

  /// Adds a line, which ends in a newline unless it is the last of a segment.
  mutating func add(_ line: Span<UInt8>, at position: Int64) {
    if position != end {
      runs.append(Gathering.Run(offset: bytes.count, position: Position(rawValue: position)))
    }
    unsafe line.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    end = position + Int64(line.count)
    if line[line.count - 1] != Newlines.byte {
      bytes.append(Newlines.byte)
      end = -1
    }
  }
}

extension BlockPicker {
  /// Adds what is wanted of a block; false where the log does not have it as it was indexed, and
  /// then nothing is added.
  private mutating func pick(
    _ keys: [IndexKey], from block: Block, into picked: inout Picked
  ) throws(ViewsError) -> Bool {
    let positions = try wantedPositions(keys, in: block)
    let before = picked.length
    let isRead: Bool
    do throws(SystemError) {
      isRead =
        positions.isEmpty
        ? true
        : positions.count < Self.fewLines || block.length > 4 * ReadLimits.chunk
          ? try pickSingly(positions, block, &picked) : try pickTogether(positions, block, &picked)
    } catch {
      picked.shorten(to: before)
      return false
    }
    guard isRead else {
      picked.shorten(to: before)
      return false
    }
    picked.events += block.events
    picked.quarantined += block.quarantined
    if block.untimed > 0 { try addTimes(of: positions, block, &picked) }
    return true
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

  /// The whole block is read once and the wanted lines are copied out of it.
  private mutating func pickTogether(_ positions: [Int64], _ block: Block, _ picked: inout Picked)
    throws(SystemError) -> Bool
  {
    let length = block.length
    if buffer.count < length { buffer = [UInt8](repeating: 0, count: length) }
    var (reader, got) = (reader, 0)
    do {
      var failure: SystemError?
      unsafe buffer.withUnsafeMutableBytes { room in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: room[..<length])
        do throws(SystemError) {
          got = unsafe try reader.read(into: room, at: block.range.lowerBound)
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
    self.reader = reader
    guard got == length else { return false }
    let bytes = buffer.span.extracting(..<length)
    for position in positions {
      let start = Int(position - block.range.lowerBound.rawValue)
      let end = Newlines.first(in: bytes, from: start).map { $0 + 1 } ?? length
      picked.add(bytes.extracting(start..<end), at: position)
    }
    return true
  }

  /// Each wanted line is read by itself.
  private mutating func pickSingly(_ positions: [Int64], _ block: Block, _ picked: inout Picked)
    throws(SystemError) -> Bool
  {
    let end = block.range.upperBound.rawValue
    for position in positions {
      var room = Self.usualLine
      while true {
        let wanted = Int(min(Int64(room), end - position))
        let bytes = try reader.bytes(at: Position(rawValue: position), count: wanted)
        guard bytes.count == wanted else { return false }
        if let newline = Newlines.first(in: bytes.span) {
          picked.add(bytes.span.extracting(0...newline), at: position)
          break
        }
        if position + Int64(wanted) == end {
          picked.add(bytes.span, at: position)
          break
        }
        room *= 8
      }
    }
    return true
  }

  /// The times of picked lines that have none of their own.
  private func addTimes(of positions: [Int64], _ block: Block, _ picked: inout Picked)
    throws(ViewsError)
  {
    let start = block.range.lowerBound.rawValue
    var times = picked.times
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
    picked.times = times
  }
}

extension Block {
  /// Bytes of it.
  var length: Int { Int(range.upperBound.rawValue - range.lowerBound.rawValue) }
}
