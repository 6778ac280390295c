import SystemCalls

/// What comes next of a source.
enum SourceStep: Sendable, Equatable {
  /// Whole lines.
  case lines([UInt8])
  /// So many bytes that can be no line.
  case skip(length: Int64, SkipReason)
  /// No line is whole yet.
  case nothing

  enum SkipReason: String, Sendable {
    /// Zeros, as a file has them where nothing was written.
    case zeros
    /// A line that is longer than any event.
    case tooLong = "too_long"
    /// What goes on with a line whose beginning was taken or passed over.
    case rest = "rest_of_line"
  }
}

extension SourceContent {
  /// The next bytes to drain: whole lines from `cursor`, at most `limit` bytes of them, or one line
  /// that is longer. A run of bytes that can be no line is passed over, so that it keeps nothing
  /// behind it from the log.
  ///
  /// - Parameters:
  ///   - cursor: where they begin.
  ///   - limit: how many bytes there may be.
  ///   - isComplete: whether an unterminated last line counts as a line.
  func step(from cursor: Int64, limit: Int, isComplete: Bool) throws(SystemError) -> SourceStep {
    guard cursor < size else { return .nothing }
    if try isInsideLine(cursor) { return try rest(from: cursor, limit: limit, isComplete) }
    var room = limit
    while true {
      let count = Int(min(Int64(room), size - cursor))
      var bytes = try bytes(at: cursor, count: count)
      // Of a line that is longer than the limit nothing comes but itself.
      let whole =
        room == limit
        ? Newlines.endOfLastLine(in: bytes.span)
        : Newlines.first(in: bytes.span).map { $0 + 1 } ?? 0
      if whole > 0 {
        bytes.removeLast(bytes.count - whole)
        return .lines(bytes)
      }
      let zeros = try zeros(from: cursor, bytes)
      if zeros >= Int64(limit) { return .skip(length: zeros, .zeros) }
      if cursor + Int64(bytes.count) >= size { return isComplete ? .lines(bytes) : .nothing }
      if room >= Int(EventLog.Options.longestLine) { break }
      room = min(room * 2, EventLog.Options.longestLine)
    }
    let known = cursor + Int64(room)
    return .skip(length: try (newline(from: known) ?? size) - cursor, .tooLong)
  }

  /// Whether what stands at an offset goes on with a line of which the beginning is behind. What follows
  /// zeros is a line of its own.
  private func isInsideLine(_ offset: Int64) throws(SystemError) -> Bool {
    guard offset > 0 else { return false }
    let around = try bytes(at: offset - 1, count: 2)
    return around.count == 2 && around[0] != 0 && !around.contains(Newlines.byte)
  }

  /// The rest of such a line: up to its end, or a good part of it.
  private func rest(from cursor: Int64, limit: Int, _ isComplete: Bool) throws(SystemError)
    -> SourceStep
  {
    if let end = try newline(from: cursor) { return .skip(length: end - cursor, .rest) }
    return size - cursor >= Int64(limit) || isComplete
      ? .skip(length: size - cursor, .rest) : .nothing
  }

  /// How many zeros there are from an offset on, of which the first bytes are these.
  private func zeros(from offset: Int64, _ first: [UInt8]) throws(SystemError) -> Int64 {
    var place = offset
    var part = first
    while true {
      let zeros = ByteSearch.leading(0, in: part.span)
      place += Int64(zeros)
      if zeros < part.count || part.isEmpty || place >= size { return place - offset }
      place = try min(max(place, data(from: place)), size)
      part = try bytes(at: place, count: Int(min(1 << 20, size - place)))
    }
  }

  /// Where the line ends that reaches to an offset, its newline included; nil where it has no end.
  private func newline(from offset: Int64) throws(SystemError) -> Int64? {
    var place = offset
    while place < size {
      place = try min(max(place, data(from: place)), size)
      let part = try bytes(at: place, count: Int(min(1 << 20, size - place)))
      if part.isEmpty { return nil }
      if let index = Newlines.first(in: part.span) { return place + Int64(index) + 1 }
      place += Int64(part.count)
    }
    return nil
  }
}
