import Events

/// Numbers as OTLP's JSON has them: those of 64 bits as texts, which readers take as numbers, too.
enum OTLPNumber {
  /// The bits of a whole number, signed or not; 0 for what is none.
  static func bits(_ value: Value) -> UInt64 {
    switch value {
    case .integer(let number): UInt64(bitPattern: number)
    case .unsigned(let number): number
    case .string(let text): Int64(text).map { UInt64(bitPattern: $0) } ?? UInt64(text) ?? 0
    case .double(let number): Int64(exactly: number).map { UInt64(bitPattern: $0) } ?? 0
    default: 0
    }
  }

  /// A whole number as a line has it: where it is beyond 2^53 it may stand there as a text.
  static func whole(_ value: Value) -> Int64? {
    switch value {
    case .integer(let number): number
    case .string(let text): large(text)
    default: nil
    }
  }

  /// The same of one without a sign.
  static func unsigned(_ value: Value) -> UInt64? {
    switch value {
    case .integer(let number): UInt64(exactly: number)
    case .unsigned(let number): number
    case .string(let text): large(text)
    default: nil
    }
  }

  private static func large<Number: FixedWidthInteger>(_ text: String) -> Number? {
    guard let number = Number(text), number.magnitude > 1 << 53, String(number) == text else {
      return nil
    }
    return number
  }

  /// A number of any size; NaN and the infinities are words.
  static func double(_ value: Value) -> Double {
    switch value {
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    case .string(let text): Double(text) ?? 0
    default: value.number ?? 0
    }
  }

  /// The same the other way round.
  static func value(of number: Double) -> Value {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return .double(number)
  }
}

/// Bytes in hexadecimal digits, as ids of traces and spans are written.
package enum HexText: Sendable {
  private static let digits = Array("0123456789abcdef".utf8)

  /// In small digits.
  package static func text(of bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Of digits of either size; nil for every other text.
  package static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { digit -> UInt8 in
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
      default: 255
      }
    }
    guard digits.count % 2 == 0, !digits.contains(255) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
