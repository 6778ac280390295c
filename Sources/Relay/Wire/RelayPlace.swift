package import Events

/// How far a relay is with an origin: after some of its lines, before the next.
package struct RelayPlace: Sendable, Equatable {
  /// The end of the last line, in the origin's log.
  package var position: Position
  /// Bytes of the relayed text: the lines before, each with one byte behind it.
  package var offset: Int64
  /// How many lines those are.
  package var lines: Int64
  /// What they were.
  package var chain: RelayChain

  /// Before any line.
  package static let start = RelayPlace(
    position: .start, offset: 0, lines: 0, chain: .start)

  package init(position: Position, offset: Int64, lines: Int64, chain: RelayChain) {
    (self.position, self.offset) = (position, offset)
    (self.lines, self.chain) = (lines, chain)
  }

  /// Goes behind the next line.
  package mutating func pass(_ line: Span<UInt8>, at position: Position) {
    chain.add(line, at: position)
    self.position = position.advanced(by: line.count + 1)
    offset += Int64(line.count) + 1
    lines += 1
  }

  /// No log is longer; sums of two such numbers fit.
  static let limit: Int64 = 1 << 60

  /// The members of a document that says it.
  var members: [Member] {
    [
      Member("position", .integer(position.rawValue)), Member("offset", .integer(offset)),
      Member("lines", .integer(lines)), Member("chain", .string(chain.hex)),
    ]
  }

  /// As such members say it; nil where they are missing, or are no numbers that there can be.
  init?(_ value: Value) {
    guard case .integer(let position)? = value["position"], 0..<Self.limit ~= position,
      case .integer(let offset)? = value["offset"], 0..<Self.limit ~= offset,
      case .integer(let lines)? = value["lines"], 0...offset ~= lines,
      let chain = value["chain"]?.text.flatMap(RelayChain.init(hex:))
    else { return nil }
    self.init(
      position: Position(rawValue: position), offset: offset, lines: lines, chain: chain)
  }
}
