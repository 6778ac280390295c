/// The verdict on each category of tools in one number, as a record of the board has it: two bits a
/// category, the first category in the lowest.
package struct GateBits: Sendable, Equatable {
  /// Below 2^53, so that it is a number as every other reading of a board.
  package let rawValue: UInt64

  /// Categories that one number has room for.
  package static let most = 24
  /// Behind the categories: set, so that a number of no gate is told from one that allows all.
  private static let mark: UInt64 = 1 << 48

  /// The verdict on each category, in their order.
  package init(_ verdicts: [GateVerdict]) {
    var bits = Self.mark
    for (place, verdict) in verdicts.prefix(Self.most).enumerated() {
      bits |= UInt64(verdict.rawValue) << UInt64(place * 2)
    }
    rawValue = bits
  }

  /// Nil for a number that is none of these.
  package init?(_ number: Double) {
    guard let bits = UInt64(exactly: number), bits & ~(Self.mark | (Self.mark - 1)) == 0,
      bits & Self.mark != 0
    else { return nil }
    rawValue = bits
  }

  /// The number on the board.
  package var number: Double { Double(rawValue) }

  /// The verdict on the category at a place; the strictest on one that there is no room for.
  package subscript(place: Int) -> GateVerdict {
    guard (0..<Self.most).contains(place) else { return .deny }
    return GateVerdict(rawValue: UInt8(truncatingIfNeeded: rawValue >> UInt64(place * 2)) & 3)
      ?? .deny
  }
}
