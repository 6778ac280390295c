package import Events
import SystemCalls

/// Lines of an origin that belong into the log at once.
package struct PulledLines: Sendable {
  /// Whole lines; at most `EventLog.importLimit` of them in bytes, or one.
  package var bytes: [UInt8]
  /// How many bytes of the origin's text come before them.
  package var offset: Int64
  /// What their marker says of them.
  package var text: PulledText
  /// What untimed lines at their beginning take.
  package var time: Timestamp
  /// Lines of tlm's own that come before the marker.
  package var said: [UInt8] = []

  package init(_ bytes: [UInt8], from offset: Int64, _ text: PulledText, time: Timestamp) {
    self.bytes = bytes
    self.offset = offset
    self.text = text
    self.time = time
  }
}

extension EventLog {
  /// Appends lines of an origin behind a marker that says how far the log has come with it, in one write.
  ///
  /// The log itself is the book of what was pulled: where a process dies, lines are in the log with their
  /// marker or not at all, or, if it died in mid-write, as far as `present` says.
  ///
  /// - Parameters:
  ///   - origin: the id of the store that they are of.
  ///   - through: up to where whoever asks knows how far the log has come with that origin.
  ///   - timeout: how long to wait for the lock.
  /// - Throws: `busy`, `full` and other failures of an append; nothing was written then, or lines that
  ///   the next pull finds.
  package func appendPulled(
    _ lines: PulledLines, of origin: String, knowing through: Position,
    timeout: Duration = .seconds(10)
  ) throws(JournalError) -> PullStep {
    try bring(
      knowing: through, timeout: timeout, unless: { $0.origin == origin },
      { (tail, end) throws(JournalError) in try tail.mark(lines, of: origin, at: end) })
  }

  /// The bytes of a run whose writer died, as far as they are in the log: perhaps with what others wrote
  /// behind them. Nil for a run that is whole.
  package func present(of run: PulledRun) throws(JournalError) -> [UInt8]? {
    try holdsAll(of: run.extent) ? nil : bytes(of: run.extent)
  }

  /// What was pulled of an origin from a place of its text on, in the order of the log.
  package func pulls(
    of origin: String, from offset: Int64, since start: Position? = nil
  ) throws(JournalError) -> [PulledRun] {
    let bounds = try bounds()
    return try journaled { () throws(SystemError) in
      let search = ImportSearch(layout: layout)
      let from = max(start ?? .start, bounds.lowerBound)
      return try search.runs(of: PulledRun.self, from: from, to: bounds.upperBound).filter {
        $0.origin == origin && $0.offset + $0.length > offset
      }
    }
  }
}

extension Tail {
  /// Writes a marker and the bytes that it speaks of.
  fileprivate mutating func mark(
    _ lines: PulledLines, of origin: String, at end: Position
  ) throws(JournalError) -> PulledRun {
    var text = lines.text
    text.tail = RunExtent.tail(of: lines.bytes)
    var marker = Marker(
      source: SourceName.relay(origin), from: lines.offset, length: Int64(lines.bytes.count),
      at: end, head: Marker.Head(length: 0, checksum: 0))
    marker.pulled = text
    let place = try write(marker, lines.bytes, saying: lines.said, lines.time, at: end)
    return PulledRun(
      text, of: origin, from: lines.offset, at: place.run, length: Int64(lines.bytes.count))
  }
}
