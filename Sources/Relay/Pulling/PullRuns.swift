import Events
import Journal
import Lines

/// Lines of an origin that go into the log at once, each run of them behind a marker of its own.
///
/// A marker carries the time that untimed lines at its beginning take: where a line without a time takes
/// another one than the line before it says, a new run begins.
struct PullRuns: Sendable {
  /// Lines that one marker speaks of.
  struct Run: Sendable {
    let offset: Int64
    let before: PulledPlace
    private(set) var after: RelayPlace
    private(set) var bytes: [UInt8] = []
    private(set) var lines = 0
    /// What the marker carries.
    let time: Timestamp?
    /// What an untimed line behind the last one takes; nil: what that one says itself.
    private(set) var context: Timestamp?
    private(set) var last: [UInt8] = []

    init(_ line: RelayLine, before: PulledPlace) {
      offset = line.offset
      self.before = before
      after = RelayPlace(before)
      time = line.time ?? OwnTime.of(line.bytes)
      context = time
    }

    mutating func add(_ line: RelayLine, after place: RelayPlace) {
      bytes += line.bytes
      bytes.append(UInt8(ascii: "\n"))
      lines += 1
      after = place
      context = line.time
      if line.time == nil { last = line.bytes }
    }

    /// Whether a line takes the time here that it has at its origin.
    func suits(_ line: RelayLine) -> Bool {
      guard let time = line.time else { return true }
      return (context ?? OwnTime.of(last)) == time
    }
  }

  private(set) var all: [Run] = []

  var isEmpty: Bool { all.isEmpty }

  /// Bytes of all lines.
  private(set) var bytes = 0

  /// - Parameters:
  ///   - before: where the text stood before the line.
  ///   - after: where it stands behind it.
  mutating func add(
    _ line: RelayLine, before: @autoclosure () -> PulledPlace, after: RelayPlace
  ) {
    let size = line.bytes.count + 1
    let isSameRun =
      all.last.map {
        $0.bytes.count + size <= EventLog.importLimit && $0.suits(line)
          && $0.after.offset == line.offset
      } ?? false
    if !isSameRun { all.append(Run(line, before: before())) }
    all[all.count - 1].add(line, after: after)
    bytes += size
  }

  /// The first run is in the log.
  mutating func removeFirst() {
    bytes -= all[0].bytes.count
    all.removeFirst()
  }

  mutating func removeAll() {
    all.removeAll()
    bytes = 0
  }
}

/// The time that a line says itself.
enum OwnTime {
  static func of(_ line: [UInt8]) -> Timestamp? {
    let batch = LineParser().parse(LineChunk(line + [UInt8(ascii: "\n")]))
    return batch.count > 0 ? batch.ownTime(at: 0) : nil
  }
}
