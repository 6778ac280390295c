public import Events
import SystemCalls

extension EventLog {
  /// Where the oldest line that is kept stands, and where the last whole line ends. Takes no lock.
  ///
  /// - Throws: `readOnly` or `system` where the log cannot be read.
  public func bounds() throws(JournalError) -> Range<Position> {
    try journaled { () throws(SystemError) in
      for _ in 1..<Self.looks {
        do throws(SystemError) { return try boundsNow() } catch {
          // A store that is removed may lose its segments between their names and their bytes; the next
          // look finds it without any.
          if error.number != ErrorNumber.noEntry { throw error }
        }
      }
      return try boundsNow()
    }
  }

  /// How often the segments are looked for that went while they were looked at.
  private static let looks = 8

  private func boundsNow() throws(SystemError) -> Range<Position> {
    let list = try SegmentList(layout)
    guard let first = list.bases.first, let last = list.last else { return .start ..< .start }
    var end = last.rawValue
    let file = try Descriptor.open(layout.segment(last), .read)
    var offset = try file.status().size
    // Nearly always the log ends in a newline, and followers ask at each change.
    var length: Int64 = 1
    while offset > 0 {
      let start = max(0, offset - length)
      let part = try file.bytes(at: start, count: Int(offset - start))
      let line = Newlines.endOfLastLine(in: part.span)
      if line > 0 {
        end += start + Int64(line)
        break
      }
      offset = start
      length = 1 << 16
    }
    return first..<max(first, Position(rawValue: end))
  }

  /// The start of the first line at or after a byte of the log, within `bounds`.
  ///
  /// - Throws: `readOnly` or `system` where the log cannot be read.
  public func lineStart(atOrAfter byte: Int64, in bounds: Range<Position>) throws(JournalError)
    -> Position
  {
    guard byte > bounds.lowerBound.rawValue else { return bounds.lowerBound }
    return try journaled { () throws(SystemError) in
      // The byte before tells whether a line begins here.
      try LogBytes.lineEnd(
        layout, from: Position(rawValue: byte - 1), list: try SegmentList(layout),
        end: bounds.upperBound)
    }
  }
}
