/// Decimal numbers of any form as whole numbers of small units, without a Double between.
enum ExactDecimal {
  /// The number times ten to a power, rounded half away from zero; nil for what is no JSON number,
  /// and for one that does not fit.
  static func scaled(_ text: [UInt8], byTenTo power: Int) -> Int128? {
    var reader = Reader(text)
    guard let number = reader.read() else { return nil }
    return shifted(number.digits, by: number.exponent + power, isNegative: number.isNegative)
  }

  private static func shifted(_ digits: Int128, by power: Int, isNegative: Bool) -> Int128? {
    var magnitude = digits
    if power >= 0 {
      for _ in 0..<(digits == 0 ? 0 : power) {
        let (more, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        magnitude = more
      }
    } else {
      // What comes before the last digit that is cut off does not change how a half is rounded.
      for _ in 0..<min(-power - 1, 40) { magnitude /= 10 }
      magnitude = magnitude / 10 + (magnitude % 10 >= 5 ? 1 : 0)
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Reads a number as digits and the power of ten that they are to be multiplied by.
  private struct Reader {
    private let text: [UInt8]
    private var index = 0
    private var digits: Int128 = 0
    private var exponent = 0
    private var hasDigits = false

    init(_ text: [UInt8]) { self.text = text }

    mutating func read() -> (digits: Int128, exponent: Int, isNegative: Bool)? {
      let isNegative = next(is: "-")
      readDigits(areDecimals: false)
      if next(is: ".") { readDigits(areDecimals: true) }
      guard hasDigits else { return nil }
      if next(is: "e") || next(is: "E") {
        guard let power = readPower() else { return nil }
        exponent += power
      }
      return index == text.count ? (digits, exponent, isNegative) : nil
    }

    private mutating func readDigits(areDecimals: Bool) {
      while let digit {
        hasDigits = true
        // Beyond so many digits the rest is smaller than any unit that is asked for.
        if digits < Self.mostDigits {
          digits = digits * 10 + Int128(digit)
          if areDecimals { exponent -= 1 }
        } else if !areDecimals {
          exponent += 1
        }
        index += 1
      }
    }

    private mutating func readPower() -> Int? {
      let isNegative = next(is: "-")
      if !isNegative { _ = next(is: "+") }
      var power = 0
      let first = index
      while let digit {
        power = min(power * 10 + Int(digit), 10_000)
        index += 1
      }
      return index > first ? (isNegative ? -power : power) : nil
    }

    /// The digit that comes next.
    private var digit: UInt8? {
      guard index < text.count else { return nil }
      let digit = text[index] &- UInt8(ascii: "0")
      return digit <= 9 ? digit : nil
    }

    private mutating func next(is character: Unicode.Scalar) -> Bool {
      guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    private static let mostDigits = Int128(1_000_000_000_000_000) * 1_000_000_000_000_000
  }
}
