package import Events

/// What a `tlm.skip` event says: that a projection passes over the event at a position, in every
/// fold, because handling it killed a process more than once.
package struct Skip: Sendable, Hashable {
  package static let eventName = LogEventName.skip.rawValue

  package let projection: ProjectionIdentity.Text
  /// Where the line stands that is passed over.
  package let position: Position

  package init(projection: ProjectionIdentity.Text, position: Position) {
    self.projection = projection
    self.position = position
  }

  /// Reads a skip off its event; nil where it names no projection or no position.
  package init?(_ event: borrowing Event) {
    guard let name = event.string("projection"), let version = event.integer("version"),
      let position = event.integer("position"), position >= 0
    else { return nil }
    let parameters = event.value(named: "parameters") ?? .object([])
    self.init(
      projection: .init(name: name, version: version, parameters: parameters),
      position: Position(rawValue: position))
  }

  /// The line of the event that tells every later fold.
  ///
  /// - Parameter store: the store that it stands in.
  package func line(reason: String, at time: Timestamp, of store: String?) -> [UInt8] {
    let head = JSONWriter.text(of: [
      "ts": .string(time.description), "event": .string(Self.eventName),
    ])
    var said = [Member("position", .integer(position.rawValue)), Member("reason", .string(reason))]
    if let store { said.append(Member("store", .string(store))) }
    let tail = JSONWriter.text(of: .object(said))
    // The projection is named by the very text that every other fold compares with.
    let parts = [head, projection.rawValue, tail].map { $0.dropFirst().dropLast() }
    return Array("{\(parts.joined(separator: ","))}\n".utf8)
  }
}
