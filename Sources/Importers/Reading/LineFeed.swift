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
    /// So many bytes of a line that is too long to be an event; with its newline, if it has one.
    case tooLong(Int64)
    case end
  }

  private let bytes: any UnpackedBytes
  /// What was read and not given out.
  private var waiting: [UInt8] = []
  private let limit: Int

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
  ///
  /// - Parameter hash: what is passed over is added to it, as nobody else sees it.
  mutating func next(_ hash: inout ContentHash) throws(ImportError) -> Part {
    var scanned = 0
    while true {
      let whole = lastLine(from: scanned)
      if whole > 0 { return .lines(give(whole)) }
      scanned = waiting.count
      if waiting.count > Self.longestLine { return .tooLong(try passLine(&hash)) }
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

  /// Passes over a line without holding it.
  private mutating func passLine(_ hash: inout ContentHash) throws(ImportError) -> Int64 {
    let start = hash.length
    while true {
      if let end = Newlines.first(in: waiting.span) {
        hash.add(give(end + 1).span)
        return hash.length - start
      }
      hash.add(give(waiting.count).span)
      waiting = try bytes.next(1 << 18)
      if waiting.isEmpty { return hash.length - start }
    }
  }
}
