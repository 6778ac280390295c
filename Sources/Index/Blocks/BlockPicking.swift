import Events
import Journal
import SystemCalls

/// Lines of whole blocks that are to be picked: where they are is known, and reading them needs no
/// index and nothing that other threads have.
struct BlockPicking: Sendable {
  private let log: EventLog
  private let start: Position
  private let limit: Position
  private var blocks: [Part] = []
  /// About how many bytes are picked.
  private var bytes = 0
  private var events = 0
  private var quarantined = 0
  /// Times of the picked lines that have none of their own, by their position.
  var times: [Position: Timestamp] = [:]
  /// What a reader knows who has come to the end.
  var lastTime: Timestamp?
  var clock = LogClock()

  private struct Part: Sendable {
    let range: Range<Position>
    let positions: [Int64]

    var length: Int { Int(range.upperBound.rawValue - range.lowerBound.rawValue) }
  }

  /// A chunk has no more picked bytes than about this, but for a last block.
  private static let usualBytes = ReadLimits.chunk
  /// A block with fewer wanted lines is read line by line.
  private static let fewLines = 24
  /// Bytes that are read for one line at first.
  private static let usualLine = 1 << 10

  /// - Parameter limit: nothing is read from here on.
  init(_ log: EventLog, from start: Position, before limit: Position) {
    self.log = log
    self.start = start
    self.limit = limit
  }

  /// The stretch of the log that it stands for.
  var stretch: Range<Position> { start..<(blocks.last?.range.upperBound ?? start) }

  /// Whether there is room for another block.
  var isSmall: Bool { bytes < Self.usualBytes }

  /// Adds a block, of which the lines at these positions are wanted.
  mutating func add(_ block: Block, _ positions: [Int64]) {
    blocks.append(Part(range: block.range, positions: positions))
    events += block.events
    quarantined += block.quarantined
    let lines = max(1, block.events + block.quarantined)
    bytes += min(block.length, block.length / lines * positions.count + positions.count)
  }

  /// Reads the lines. Where the log is not what was indexed, it is the stretch as it stands.
  ///
  /// - Throws: as reading the log.
  func chunk() throws(JournalError) -> LineChunk {
    guard let picked = try? pick() else { return try plainChunk() }
    return picked.chunk(
      Gathering(
        stretch: stretch, runs: picked.runs, times: times, events: events,
        quarantined: quarantined, lastTime: lastTime, clock: clock))
  }

  /// The lines; nil where the log does not have them as they were indexed.
  private func pick() throws(SystemError) -> PickedLineBytes? {
    var reader = PositionReader(log, to: limit)
    var picked = PickedLineBytes()
    for part in blocks where !part.positions.isEmpty {
      let isTogether =
        part.positions.count >= Self.fewLines && part.length <= 4 * ReadLimits.chunk
      let isRead =
        try isTogether
        ? Self.pickTogether(part, &reader, &picked) : Self.pickSingly(part, &reader, &picked)
      if !isRead { return nil }
    }
    return picked
  }

  private func plainChunk() throws(JournalError) -> LineChunk {
    var lines = try log.read(from: stretch.lowerBound, to: stretch.upperBound)
    var bytes: [UInt8] = []
    while let chunk = try lines.next() {
      unsafe chunk.bytes.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return LineChunk(bytes, position: start)
  }

  /// The whole block is read once and the wanted lines are copied out of it.
  private static func pickTogether(
    _ part: Part, _ reader: inout PositionReader, _ picked: inout PickedLineBytes
  ) throws(SystemError) -> Bool {
    let first = part.range.lowerBound
    let block = unsafe try LineChunk(
      capacity: part.length, position: first
    ) { (room) throws(SystemError) in
      unsafe try reader.read(into: UnsafeMutableRawBufferPointer(room), at: first)
    }
    guard block.count == part.length else { return false }
    let bytes = block.bytes
    for position in part.positions {
      let start = Int(position - first.rawValue)
      let end = Newlines.first(in: bytes, from: start).map { $0 + 1 } ?? part.length
      picked.add(bytes.extracting(start..<end), at: position)
    }
    return true
  }

  /// Each wanted line is read by itself.
  private static func pickSingly(
    _ part: Part, _ reader: inout PositionReader, _ picked: inout PickedLineBytes
  ) throws(SystemError) -> Bool {
    let end = part.range.upperBound.rawValue
    for position in part.positions {
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
}

/// Lines on their way into a chunk.
private struct PickedLineBytes {
  private var bytes: [UInt8] = []
  private(set) var runs: [Gathering.Run] = []
  /// Where the last picked line ends in the log.
  private var end: Int64 = -1

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

  func chunk(_ gathering: Gathering) -> LineChunk {
    LineChunk(bytes, position: gathering.stretch.lowerBound, gathering: gathering)
  }
}
