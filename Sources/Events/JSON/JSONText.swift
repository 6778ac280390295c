/// JSON text that a parser has already found valid: strings and numbers to what they mean.
///
/// Nothing here checks grammar. Given bytes that no parser has seen, it answers nonsense, but it
/// never reads outside of them.
package enum JSONText {
  /// The string between two quotes. A lone surrogate becomes U+FFFD.
  static func string(_ bytes: Span<UInt8>, hasEscapes: Bool) -> String {
    if hasEscapes { return unescape(bytes) }
    return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// An integer that fits, exactly; nil for every other number.
  static func integer(_ bytes: Span<UInt8>) -> Int64? {
    guard let (magnitude, isNegative) = magnitude(bytes) else { return nil }
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// An integer of 64 bits that is beyond 2^53; nil for every other number.
  static func largeInteger(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes.count >= 16, let value = integer(bytes) else { return nil }
    return value.magnitude > 1 << 53 ? value : nil
  }

  /// A whole number from 0 to 2^64 − 1, exactly; nil for every other number.
  static func unsigned(_ bytes: Span<UInt8>) -> UInt64? {
    guard let (magnitude, isNegative) = magnitude(bytes) else { return nil }
    return isNegative && magnitude != 0 ? nil : magnitude
  }

  /// Whether a number has neither a fraction nor an exponent: it may be beyond 64 bits.
  package static func isWhole(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] &- UInt8(ascii: "0") > 9 {
      if index > 0 || bytes[index] != UInt8(ascii: "-") { return false }
    }
    return bytes.count > 0
  }

  /// Digits with an optional sign, and nothing else.
  private static func magnitude(_ bytes: Span<UInt8>) -> (UInt64, isNegative: Bool)? {
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    var magnitude: UInt64 = 0
    let first = isNegative ? 1 : 0
    guard bytes.count > first, bytes.count <= 20 + first else { return nil }
    for index in first..<bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { return nil }
      magnitude = sum
    }
    return (magnitude, isNegative)
  }

  /// Any number as the nearest Double.
  static func double(_ bytes: Span<UInt8>) -> Double? {
    if let short = shortDouble(bytes) { return short }
    return Double(string(bytes, hasEscapes: false))
  }

  /// Clinger's case: digits below 2^53 and a power of ten below 10^22 are exact in a Double, and
  /// one multiplication or division of two exact numbers rounds once, so the result is nearest.
  private static func shortDouble(_ bytes: Span<UInt8>) -> Double? {
    var mantissa: UInt64 = 0
    var decimals = 0
    var isAfterPoint = false
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    guard bytes.count <= 17 else { return nil }
    for index in (isNegative ? 1 : 0)..<bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if isAfterPoint { decimals += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else {
        return nil
      }
    }
    guard mantissa < 1 << 53 else { return nil }
    let value = Double(mantissa) / powersOfTen[decimals]
    return isNegative ? -value : value
  }

  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17,
  ]
}
