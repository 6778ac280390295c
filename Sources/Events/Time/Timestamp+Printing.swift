extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with six fraction digits, cut off towards the past:
  /// `2026-11-21T03:27:57.726114Z`.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(27)
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the same text to `text`.
  package func write(to text: inout [UInt8]) {
    let microseconds = Self.floorDivide(rawValue, 1000)
    let days = Self.floorDivide(microseconds, 86_400_000_000)
    let timeOfDay = microseconds - days * 86_400_000_000
    let date = CivilDate(days: days)
    let year = UInt32(truncatingIfNeeded: date.year)
    let seconds = UInt32(truncatingIfNeeded: timeOfDay / 1_000_000)
    let fraction = UInt32(truncatingIfNeeded: timeOfDay % 1_000_000)
    // Put together in registers and added at once: a table is mostly times.
    var digits = InlineArray<27, UInt8>(repeating: UInt8(ascii: "-"))
    Self.put(year / 100, at: 0, in: &digits)
    Self.put(year % 100, at: 2, in: &digits)
    Self.put(UInt32(truncatingIfNeeded: date.month), at: 5, in: &digits)
    Self.put(UInt32(truncatingIfNeeded: date.day), at: 8, in: &digits)
    digits[10] = UInt8(ascii: "T")
    Self.put(seconds / 3600, at: 11, in: &digits)
    digits[13] = UInt8(ascii: ":")
    Self.put(seconds / 60 % 60, at: 14, in: &digits)
    digits[16] = UInt8(ascii: ":")
    Self.put(seconds % 60, at: 17, in: &digits)
    digits[19] = UInt8(ascii: ".")
    Self.put(fraction / 10_000, at: 20, in: &digits)
    Self.put(fraction / 100 % 100, at: 22, in: &digits)
    Self.put(fraction % 100, at: 24, in: &digits)
    digits[26] = UInt8(ascii: "Z")
    // Sound: the buffer is read while it is lent.
    unsafe digits.span.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  /// Two digits. Divisions are by constants only: they cost the most here.
  @inline(__always)
  private static func put(_ value: UInt32, at place: Int, in digits: inout InlineArray<27, UInt8>) {
    digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
    digits[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
  }
}
