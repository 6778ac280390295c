import Journal
import SystemCalls

/// Cuts a content into whole lines, a good part of a megabyte of them at a time.
struct LineFeed {
  /// What comes next.
  enum Part {
    /// Whole lines.
    case lines([UInt8])
    /// A line without its newline, at the end.
    case rest([UInt8])
    /// Bytes of a line that is too long to be an event.
    case passed([UInt8])
    /// The end of such a line; how many bytes it has, with its newline.
    case tooLong(Int64)
    /// The end of all in such a line, which may go on one day; how many bytes of it there are.
    case tooLongRest(Int64)
    case end
  }

  private let bytes: any UnpackedBytes
  /// What was read and not given out.
  private var waiting: [UInt8] = []
  private let limit: Int
  private var passing = Passing.nothing

  private enum Passing {
    case nothing
    /// A line that is too long, of which so many bytes were given out.
    case line(Int64)
    case ended(Int64)
  }

  /// The longest line that is an event.
  static let longestLine = 16 << 20

  /// - Parameters:
  ///   - bytes: those to cut, from the start of a line on.
  ///   - limit: bytes that are given out at a time, but for a longer line.
  init(_ bytes: any UnpackedBytes, limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// The next part.
  mutating func next() throws(ImportError) -> Part {
    if let part = try passOn() { return part }
    var scanned = 0
    while true {
      let whole = lastLine(from: scanned)
      if whole > 0 { return .lines(give(whole)) }
      scanned = waiting.count
      if waiting.count > Self.longestLine {
        passing = .line(Int64(waiting.count))
        return .passed(give(waiting.count))
      }
      let part = try bytes.next(max(limit - waiting.count, 1 << 16))
      if part.isEmpty {
        return waiting.isEmpty ? .end : .rest(waiting)
      }
      waiting += part
    }
  }

  /// Takes the line that is not whole as one.
  mutating func takeRest() { _ = give(waiting.count) }

  /// Where the last line ends that is whole, within the limit; a longer first line alone.
  private func lastLine(from scanned: Int) -> Int {
    let within = min(waiting.count, limit)
    let whole = Newlines.endOfLastLine(in: waiting.span.extracting(..<within))
    if whole > 0 || waiting.count <= limit { return whole }
    return Newlines.first(in: waiting.span, from: max(scanned, within)).map { $0 + 1 } ?? 0
  }

  private mutating func give(_ count: Int) -> [UInt8] {
    var given: [UInt8] = []
    if count == waiting.count {
      swap(&given, &waiting)
    } else {
      given = Array(waiting[..<count])
      waiting.removeFirst(count)
    }
    return given
  }

  /// The next part of a line that is not held in memory; nil where there is none.
  private mutating func passOn() throws(ImportError) -> Part? {
    switch passing {
    case .nothing: return nil
    case .ended(let length):
      passing = .nothing
      return .tooLong(length)
    case .line(let length):
      if waiting.isEmpty { waiting = try bytes.next(1 << 18) }
      if waiting.isEmpty {
        passing = .nothing
        return .tooLongRest(length)
      }
      let end = Newlines.first(in: waiting.span)
      let given = give(end.map { $0 + 1 } ?? waiting.count)
      let passed = length + Int64(given.count)
      passing = end == nil ? .line(passed) : .ended(passed)
      return .passed(given)
    }
  }
}
