import Events
import Journal
import Telemetry

/// Reads a content from a place on, and makes batches of its lines.
struct LineReading {
  /// Where it begins.
  struct Start: Sendable {
    let file: OpenedFile
    /// Bytes of the content before it.
    let offset: Int64
    /// As it is there.
    var dialect: any Dialect
    let redactor: Redactor?
    /// What untimed lines take that come first.
    var lastTime: Timestamp?

    /// Whether what is read from one is read from the other.
    func isSame(as other: Start) -> Bool {
      offset == other.offset && lastTime == other.lastTime && file.identity == other.file.identity
        && type(of: dialect) == type(of: other.dialect)
    }
  }

  /// What comes next.
  enum Step: Sendable {
    case lines(ReadLines)
    /// Bytes of a line that is too long to be an event.
    case passed([UInt8])
    /// The end of such a line; how many bytes it has.
    case tooLong(Int64)
    /// The end, with so many bytes of a line that is not whole, and the dialect behind all lines.
    case end(unfinished: Int64, any Dialect)

    /// Bytes that it holds of the content.
    var bytes: Int {
      switch self {
      case .lines(let lines): lines.content.count
      case .passed(let bytes): bytes.count
      case .tooLong, .end: 0
      }
    }
  }

  private var feed: LineFeed
  private var batching: Batching
  private let isPacked: Bool

  init(from start: Start) throws(ImportError) {
    batching = Batching(start.dialect, redactor: start.redactor, after: start.lastTime)
    feed = LineFeed(try start.file.bytes(from: start.offset), limit: batching.limit)
    isPacked = start.file.isPacked
  }

  mutating func next() throws(ImportError) -> Step {
    switch try feed.next() {
    case .lines(let lines): return step(lines)
    case .rest(let rest):
      guard isPacked || batching.isEvent(rest) else {
        return .end(unfinished: Int64(rest.count), batching.dialect)
      }
      feed.takeRest()
      return step(rest)
    case .passed(let bytes): return .passed(bytes)
    case .tooLong(let length): return .tooLong(length)
    case .tooLongRest(let length):
      // Nothing is packed behind what was packed.
      return isPacked ? .tooLong(length) : .end(unfinished: length, batching.dialect)
    case .end: return .end(unfinished: 0, batching.dialect)
    }
  }

  private mutating func step(_ content: [UInt8]) -> Step {
    let batches = batching.batches(content)
    return .lines(
      ReadLines(
        content: content, batches: batches, lastTime: batching.lastTime,
        redaction: batching.takeRedaction()))
  }
}

/// Whole lines of a content, and what comes into the log for them.
struct ReadLines: Sendable {
  let content: [UInt8]
  let batches: [Batch]
  /// The time of the last line so far that has one.
  let lastTime: Timestamp?
  /// What was hidden in them.
  let redaction: RedactionReport
}
