/// A number of few digits and without an exponent, as nearly all are, taken apart and not rounded.
///
/// Its digits fit a Double, and so does the power of ten that they are divided by: the one division
/// rounds once, so that `double` is what any reader of the text gets.
@usableFromInline package struct PlainNumber: Sendable, Equatable {
  /// All digits, with the sign; their magnitude is below 10^15.
  @usableFromInline package let digits: Int64
  /// How many of them stand behind the point.
  @usableFromInline package let decimals: Int
  /// Whether there is no point: `1.0` is a decimal.
  @usableFromInline package let isWhole: Bool

  /// The number of a text that a parser has found to be one; nil for one of more digits, with an
  /// exponent, or with a sign before zero.
  @inlinable
  package init?(_ text: Span<UInt8>) {
    let count = text.count
    // A sign or none, fifteen digits and a point; longer texts could overflow.
    guard count > 0, count <= 17 else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    var digits: Int64 = 0
    var point = -1
    var index = isNegative ? 1 : 0
    while index < count {
      let byte = text[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        digits = digits &* 10 &+ Int64(digit)
      } else if byte == UInt8(ascii: "."), point < 0 {
        point = index
      } else {
        return nil
      }
      index += 1
    }
    guard digits < 1_000_000_000_000_000, !isNegative || digits > 0 else { return nil }
    self.digits = isNegative ? 0 &- digits : digits
    decimals = point < 0 ? 0 : count - 1 - point
    isWhole = point < 0
  }

  /// The nearest Double; of a whole number exactly.
  @inlinable
  package var double: Double {
    decimals == 0 ? Double(digits) : Self.quotient(digits, decimals)
  }

  @usableFromInline
  static func quotient(_ digits: Int64, _ decimals: Int) -> Double {
    Double(digits) / JSONText.powersOfTen[decimals]
  }
}
