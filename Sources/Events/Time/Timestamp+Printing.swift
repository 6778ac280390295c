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
    let seconds = timeOfDay / 1_000_000
    Self.put(date.year / 100, on: &text)
    Self.put(date.year % 100, "-", on: &text)
    Self.put(date.month, "-", on: &text)
    Self.put(date.day, "T", on: &text)
    Self.put(seconds / 3600, ":", on: &text)
    Self.put(seconds / 60 % 60, ":", on: &text)
    Self.put(seconds % 60, ".", on: &text)
    let fraction = timeOfDay % 1_000_000
    Self.put(fraction / 10_000, on: &text)
    Self.put(fraction / 100 % 100, on: &text)
    Self.put(fraction % 100, "Z", on: &text)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  /// Two digits, then an ASCII character. Divisions are by constants only: they cost the most here.
  private static func put(
    _ value: Int64, _ after: Unicode.Scalar? = nil, on text: inout [UInt8]
  ) {
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    if let after { text.append(UInt8(truncatingIfNeeded: after.value)) }
  }
}
