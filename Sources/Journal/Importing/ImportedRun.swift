package import Events

/// Bytes of the log that were imported at once: a part of a content, behind its marker.
package struct ImportedRun: MarkedRun, Sendable, Equatable {
  /// Which part, of which content.
  package let content: ImportedContent
  /// The file that they came from, as markers name it.
  package let source: String
  /// Where they begin in the log.
  package let position: Position
  /// How many there are, unless whoever imported them died.
  package let length: Int64

  /// Bytes, lines and places beyond this come from no import.
  private static let most: Int64 = 1 << 40

  init?(_ marker: Marker, at position: Position) {
    guard let content = marker.content else { return nil }
    self.init(content, source: marker.source, at: position, length: marker.length)
    if !isPlausible { return nil }
  }

  /// Whether it can be added up with others: a store may come from anywhere.
  var isPlausible: Bool {
    let counts = [
      length, Int64(content.events), Int64(content.quarantined), content.start.length,
      content.end.length, Int64(content.end.part), Int64(content.start.part),
    ]
    return counts.allSatisfy { (0...Self.most).contains($0) }
      && (0..<1 << 60).contains(position.rawValue)
  }

  init(_ content: ImportedContent, source: String, at position: Position, length: Int64) {
    self.content = content
    self.source = source
    self.position = position
    self.length = length
  }
}
