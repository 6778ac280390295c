package import Events
import Index

/// Renders events on one of several threads, for whoever puts the parts together.
package struct ExportLooker<Exporter: EventExporter>: EventLooker {
  private var exporter: Exporter
  private var part = ExportPart()
  /// Bytes of the part before, as the next one may have.
  private var expected = 0

  /// - Parameter exporter: a copy renders, and never adds.
  package init(_ exporter: Exporter) { self.exporter = exporter }

  package mutating func look(at event: borrowing Event) {
    if part.count == 0 { part.bytes.reserveCapacity(expected) }
    exporter.render(event, to: &part)
    part.note(event.position)
  }

  package mutating func takeFound() -> ExportPart {
    defer { part = ExportPart() }
    if part.count > 0 { expected = part.bytes.count + part.bytes.count / 8 }
    return part
  }
}
