import Events
import Journal
import SystemCalls

/// Picks lines out of the log by their positions.
struct LineGatherer {
  private var reader: PositionReader
  private var bytes: Int64 = 0

  /// Lines that are no further apart are read together.
  private static let gap: Int64 = 16 << 10
  /// The longest stretch that is read at once, unless one line is longer.
  private static let longestWindow: Int64 = 1 << 20
  /// What is read for a last line, at first.
  private static let usualLine = 1 << 10

  /// - Parameter limit: the end of a whole line, behind all that will be asked for.
  init(_ log: EventLog, to limit: Position) { reader = PositionReader(log, to: limit) }

  /// The bytes read since the last time this was asked.
  mutating func takeBytes() -> Int64 {
    defer { bytes = 0 }
    return bytes
  }

  /// The lines at these positions, which ascend, as one chunk.
  mutating func chunk(of positions: [Position]) throws(JournalError) -> LineChunk {
    var lines: [UInt8] = []
    var runs: [Gathering.Run] = []
    var rest = positions[...]
    while let first = rest.first {
      let window = try window(for: rest)
      while let position = rest.first {
        let offset = Int(position.rawValue - first.rawValue)
        guard offset < window.count else { break }
        let end = Newlines.first(in: window.span, from: offset) ?? window.count
        // The line goes on behind the window: it begins the next one.
        if end == window.count && offset > 0 { break }
        runs.append(Gathering.Run(offset: lines.count, position: position))
        lines += window[offset..<end]
        lines.append(Newlines.byte)
        rest.removeFirst()
      }
      // A position behind the end of its segment is none.
      if rest.first == first { rest.removeFirst() }
    }
    let start = positions.first ?? .start
    let gathering = Gathering(
      stretch: start..<(positions.last ?? start), runs: runs, events: 0, quarantined: 0,
      lastTime: nil, clock: LogClock())
    return LineChunk(lines, gathering: gathering)
  }

  /// The bytes from the first of some positions on: at least its whole line, and those after it
  /// that stand close.
  private mutating func window(for positions: ArraySlice<Position>) throws(JournalError) -> [UInt8]
  {
    guard let first = positions.first else { return [] }
    var last = first
    for position in positions {
      if position.rawValue - last.rawValue > Self.gap { break }
      if position.rawValue - first.rawValue > Self.longestWindow { break }
      last = position
    }
    var count = Int(last.rawValue - first.rawValue) + Self.usualLine
    while true {
      let window: [UInt8]
      do throws(SystemError) { window = try reader.bytes(at: first, count: count) } catch {
        throw JournalError(error)
      }
      bytes += Int64(window.count)
      if window.count < count || Newlines.first(in: window.span) != nil { return window }
      count *= 4
    }
  }
}
