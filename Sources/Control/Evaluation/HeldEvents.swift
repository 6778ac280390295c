import Events
import Lines

/// An event that waits for the log clock to believe it, and the untimed ones behind it, which have
/// its time. Those that some sensor reads are kept.
struct HeldEvents: Sendable {
  /// Where the first one stands.
  let start: Position
  private(set) var lines: [Line] = []
  private var count = 0

  /// So many bytes of untimed lines, and the event before them is passed by, so that memory is
  /// bounded.
  static let mostBytes: Int64 = 4 << 20

  struct Line: Sendable {
    /// Which of the events it is, those that nobody reads counted, too.
    let number: Int
    private let bytes: [UInt8]
    private let position: Position
    private let time: Timestamp?

    init(_ event: borrowing Event, number: Int) {
      self.number = number
      bytes = unsafe event.line.withUnsafeBufferPointer { unsafe Array($0) }
      position = event.position
      time = event.time
    }

    /// The event alone, with its time.
    var batch: LineBatch {
      let batch = LineParser().parse(LineChunk(bytes, position: position))
      _ = batch.resolveTimes(from: time)
      return batch
    }
  }

  /// Nothing waits; what comes first would stand here.
  init(from start: Position = .start) { self.start = start }

  /// Whether with this event there would be too many.
  func isFull(with event: borrowing Event) -> Bool {
    event.end.rawValue - start.rawValue > Self.mostBytes
  }

  mutating func add(_ event: borrowing Event, isWanted: Bool) {
    if isWanted { lines.append(Line(event, number: count)) }
    count += 1
  }
}
