package import Events

/// What a hub asks an origin for: lines of the relayed text that did not arrive, or not as they were.
package struct GapRequest: Sendable, Equatable {
  /// Where they begin in the relayed text.
  package let from: Int64
  /// Up to where they are wanted.
  package let to: Int64
  /// The end, in the origin's log, of the last line that the hub has before them.
  package let position: Position
  /// Which part of the first line is wanted, where that was said to be too long for one answer.
  package let part: Int?

  package init(from: Int64, to: Int64, position: Position, part: Int? = nil) {
    (self.from, self.to, self.position, self.part) = (from, to, position, part)
  }

  /// The document on one line.
  package var bytes: [UInt8] {
    var members = [
      Member("from", .integer(from)), Member("position", .integer(position.rawValue)),
      Member("to", .integer(to)),
    ]
    if let part { members.append(Member("part", .integer(Int64(part)))) }
    return Array(JSONWriter.text(of: .object(members)).utf8)
  }

  /// Nil for what is no request.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= 4096, let value = Value(json: bytes),
      case .integer(let from)? = value["from"], 0..<RelayPlace.limit ~= from,
      case .integer(let to)? = value["to"], from..<RelayPlace.limit ~= to,
      case .integer(let position)? = value["position"], 0..<RelayPlace.limit ~= position
    else { return nil }
    var part: Int?
    if let given = value["part"] {
      guard case .integer(let number) = given, 1...Int64(EventMessage.partLimit) ~= number else {
        return nil
      }
      part = Int(number)
    }
    self.init(from: from, to: to, position: Position(rawValue: position), part: part)
  }
}
