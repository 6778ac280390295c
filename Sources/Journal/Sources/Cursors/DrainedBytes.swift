package import Events

/// The bytes behind a marker, as the event of the marker tells them to those who fold a log.
package struct DrainedBytes: Sendable, Equatable {
  /// Where the bytes of the source begin, and where they end unless the drain died.
  package let start: Position
  package let end: Position
  /// Whether they were imported, and so happened elsewhere or long ago.
  package let isImported: Bool
  /// The store that they were pulled of; nil for others.
  package let origin: LineOrigin?

  /// Nil for what is no marker, and for a copy of one elsewhere in a log.
  package init?(marker event: borrowing Event) {
    guard let marker = Marker(line: event.line, at: event.position) else { return nil }
    start = event.position.advanced(by: event.line.count + 1)
    let (end, overflow) = start.rawValue.addingReportingOverflow(marker.length)
    self.end = Position(rawValue: overflow ? .max : end)
    isImported = SourceName.isImported(marker.source)
    origin = LineOrigin(marker)
  }
}
