import Events
import Journal
import SystemCalls

/// What came into the log since a run began.
struct Passed: Sendable {
  private let log: EventLog
  private let start: Position

  /// nil where nobody knows from where on.
  init?(in log: EventLog, from start: Position?) {
    guard let start else { return nil }
    self.log = log
    self.start = start
  }

  /// Longer than this nobody looks for what belongs to a run.
  private static let patience = Duration.seconds(1)

  /// Lends each event that names the run, until there are no more or they take too long.
  ///
  /// - Parameter place: where to go on, from an earlier time.
  /// - Returns: where to go on at the next.
  @discardableResult
  func forEach(
    of run: String, from place: Position? = nil, _ body: (borrowing Event) -> Void
  ) -> Position {
    let last = deadline(after: Self.patience)
    let pattern = Array(run.utf8)
    // Without the log there is nothing to be told about.
    guard var lines = try? log.read(from: place ?? start) else { return place ?? start }
    while monotonicNow() < last, let chunk = (try? lines.next()) ?? nil {
      guard ByteSearch.contains(pattern, in: chunk.bytes) else { continue }
      let bytes = Array(copying: chunk.bytes)
      for line in bytes.split(separator: UInt8(ascii: "\n"))
      where ByteSearch.contains(pattern, in: Array(line).span) {
        if let event = RecordedEvent(reading: line) { body(event.event) }
      }
    }
    return lines.position
  }
}
