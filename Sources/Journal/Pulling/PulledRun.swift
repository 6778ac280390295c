package import Events

/// Bytes of the log that were pulled at once: some lines of an origin, behind their marker.
package struct PulledRun: MarkedRun, Sendable, Equatable {
  /// The id of the store that they are of.
  package let origin: String
  package let text: PulledText
  /// How many bytes of the origin's text come before them.
  package let offset: Int64
  /// Where they begin in the log.
  package let position: Position
  /// How many there are, unless whoever pulled them died.
  package let length: Int64

  private static let most: Int64 = 1 << 40

  init?(_ marker: Marker, at position: Position) {
    guard let text = marker.pulled, let origin = SourceName.origin(of: marker.source) else {
      return nil
    }
    self.init(
      text, of: origin, from: marker.from, at: position, length: marker.length)
    if !isPlausible { return nil }
  }

  init(
    _ text: PulledText, of origin: String, from offset: Int64, at position: Position, length: Int64
  ) {
    self.origin = origin
    self.text = text
    self.offset = offset
    self.position = position
    self.length = length
  }

  /// Whether it can be added up with others: a store may come from anywhere.
  private var isPlausible: Bool {
    (0...Self.most).contains(length) && (0...Self.most).contains(Int64(text.lines))
      && (0..<1 << 60).contains(position.rawValue) && (0..<1 << 60).contains(offset)
  }

  /// Where its bytes stand.
  package var extent: RunExtent {
    RunExtent(
      position: position, length: length, tail: text.tail, section: PrunedPulls.partial)
  }
}

extension PackedWriter {
  mutating func pull(_ run: PulledRun) {
    text(run.origin)
    number(run.offset)
    number(run.position.rawValue)
    number(run.length)
    for place in [run.text.before, run.text.after, run.text.verified] { text(place.text) }
    number(Int64(run.text.lines))
    number(run.text.isHealing ? 1 : 0)
    text(run.text.host)
    text(run.text.store)
    number(Int64(run.text.tail))
  }
}

extension PackedReader {
  mutating func pull() -> PulledRun? {
    guard let origin = text(), let offset = number(), let position = number(),
      let length = number(), let before = place(), let after = place(), let verified = place(),
      let lines = number(), let healing = number(), let host = text(), let store = text(),
      let tail = number(), (0...1 << 40).contains(length), (0...1 << 40).contains(lines),
      (0..<1 << 60).contains(position), (0..<1 << 60).contains(offset)
    else { return nil }
    var said = PulledText(
      from: before, to: after, verified: verified, lines: Int(lines), isHealing: healing == 1,
      host: host, store: store)
    said.tail = UInt32(truncatingIfNeeded: tail)
    return PulledRun(
      said, of: origin, from: offset, at: Position(rawValue: position), length: length)
  }

  private mutating func place() -> PulledPlace? {
    text().flatMap { PulledPlace(text: Substring($0)) }
  }
}
