extension Timestamp {
  /// The instant that a number means, from its decimal digits, never through a Double.
  ///
  /// Below 10¹¹ (of either sign) it counts seconds since 1970, below 10¹⁴ milliseconds, below
  /// 10¹⁷ microseconds, else nanoseconds; what is finer than a nanosecond is cut off.
  /// Nil if the text is no JSON number, or the instant does not fit 64 bits.
  public init?(number text: Span<UInt8>) {
    guard let decimal = Decimal(text) else { return nil }
    guard let time = decimal.nanoseconds else { return nil }
    self.init(rawValue: time)
  }

  /// `0.d₁d₂d₃… × 10^point`, the first digit not being 0.
  private struct Decimal {
    /// The first 19 digits; more do not change a number of nanoseconds that fits.
    var digits: UInt64 = 0
    var digitCount = 0
    var point = 0
    var isNegative = false

    init?(_ text: Span<UInt8>) {
      var index = 0
      if text.count > 0, text[0] == UInt8(ascii: "-") {
        isNegative = true
        index = 1
      }
      var isAfterPoint = false
      var hasDigits = false
      scan: while index < text.count {
        switch text[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
          hasDigits = true
          take(text[index] - UInt8(ascii: "0"), isAfterPoint: isAfterPoint)
        case UInt8(ascii: ".") where !isAfterPoint: isAfterPoint = true
        case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
        default: return nil
        }
        index += 1
      }
      guard hasDigits else { return nil }
      if index < text.count {
        guard let exponent = Self.exponent(text, from: index + 1) else { return nil }
        point += exponent
      }
    }

    private mutating func take(_ digit: UInt8, isAfterPoint: Bool) {
      if digitCount == 0 && digit == 0 {
        if isAfterPoint { point -= 1 }
        return
      }
      if !isAfterPoint { point += 1 }
      digitCount += 1
      if digitCount <= 19 { digits = digits * 10 + UInt64(digit) }
    }

    /// Bounded, so that no sum overflows: nothing beyond it is an instant.
    private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int? {
      var index = start
      var isNegative = false
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        isNegative = text[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < text.count else { return nil }
      var value = 0
      while index < text.count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = min(value * 10 + Int(digit), 1_000_000_000_000)
        index += 1
      }
      return isNegative ? -value : value
    }

    var nanoseconds: Int64? {
      if digitCount == 0 { return 0 }
      let shift = point <= 11 ? 9 : point <= 14 ? 6 : point <= 17 ? 3 : 0
      // So many of the digits stand before the decimal point of the nanoseconds.
      let wanted = point + shift
      if wanted <= 0 { return 0 }
      guard wanted <= 19 else { return nil }
      var value = digits
      for _ in 0..<max(0, min(digitCount, 19) - wanted) { value /= 10 }
      for _ in 0..<max(0, wanted - min(digitCount, 19)) {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        value = product
      }
      guard value <= UInt64(Int64.max) else {
        return isNegative && value == UInt64(Int64.max) + 1 ? .min : nil
      }
      return isNegative ? -Int64(value) : Int64(value)
    }
  }
}
