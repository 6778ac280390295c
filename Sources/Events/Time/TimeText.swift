/// Instants as other programs write them into a text, beyond the forms of `Timestamp.init(_:)`: a
/// comma before the fraction, zones `+01`, ` +0100`, ` UTC`, the basic form (`20260213T100005Z`),
/// RFC 2822, `asctime`, a zone in brackets behind its offset, and times since 1970 as text.
package enum TimeText {
  /// The instant that a text spells; nil if it spells none.
  package static func instant(_ text: String) -> Timestamp? {
    var scanner = TimeScanner(text.lowercased())
    if scanner.isNumber { return Timestamp(number: scanner.rest.span) }
    scanner.dropBracketedZone()
    guard let parts = scanner.isoParts() ?? scanner.mailParts() ?? scanner.clockParts() else {
      return nil
    }
    return parts.instant
  }

  /// Whether a text is a number, which counts from 1970.
  static func isNumber(_ text: String) -> Bool { TimeScanner(text).isNumber }
}

/// What a text says of an instant.
private struct TimeParts {
  var year = 0, month = 0, day = 0
  var hour = 0, minute = 0, second = 0
  var fraction_ns: Int64 = 0
  /// Minutes east of Greenwich.
  var offset = 0

  var instant: Timestamp? {
    let date = CivilDate(year: Int64(year), month: Int64(month), day: Int64(day))
    guard date.isValid, hour <= 23, minute <= 59, second <= 59 else { return nil }
    let minutes = (date.days * 24 + Int64(hour)) * 60 + Int64(minute) - Int64(offset)
    let exact = Int128(minutes * 60 + Int64(second)) * 1_000_000_000 + Int128(fraction_ns)
    return Int64(exactly: exact).map(Timestamp.init(rawValue:))
  }
}

/// Reads a text from left to right; all letters in it are small.
private struct TimeScanner {
  private var bytes: ArraySlice<UInt8>

  init(_ text: String) { bytes = Array(text.utf8)[...] }

  /// What was not read yet.
  var rest: [UInt8] { Array(bytes) }

  /// Digits with a sign before and a fraction behind them, and nothing else.
  var isNumber: Bool {
    var digits = bytes
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isDigit) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The offset before it counts, and says the same.
  mutating func dropBracketedZone() {
    guard bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")) else {
      return
    }
    let before = bytes[..<open]
    let zone = String(decoding: bytes[(open + 1)..<(bytes.endIndex - 1)], as: UTF8.self)
    let hasOffset =
      before.last == UInt8(ascii: "z") || before.suffix(6).contains { $0 == 0x2b || $0 == 0x2d }
    // A zone alone would have to be looked up.
    guard hasOffset && before.count > 16 || ["utc", "gmt", "z", "etc/utc"].contains(zone) else {
      return
    }
    bytes = before
  }

  // ISO 8601, extended and basic.

  mutating func isoParts() -> TimeParts? {
    var scanner = self
    var parts = TimeParts()
    guard let year = scanner.number(4) else { return nil }
    let isExtended = scanner.take("-")
    guard let month = scanner.number(2), !isExtended || scanner.take("-"),
      let day = scanner.number(2), scanner.take("t") || scanner.take(" "),
      let hour = scanner.number(2)
    else { return nil }
    let hasColons = scanner.take(":")
    guard hasColons || !isExtended, let minute = scanner.number(2) else { return nil }
    (parts.year, parts.month, parts.day) = (year, month, day)
    (parts.hour, parts.minute) = (hour, minute)
    if hasColons ? scanner.take(":") : scanner.startsWithDigit {
      guard let second = scanner.number(2) else { return nil }
      parts.second = second
      if scanner.take(".") || scanner.take(",") {
        guard let fraction = scanner.fraction() else { return nil }
        parts.fraction_ns = fraction
      }
    }
    return scanner.zone(of: &parts) ? parts : nil
  }

  // RFC 2822, section 3.3: `Fri, 13 Feb 2026 10:00:05 +0100`.

  mutating func mailParts() -> TimeParts? {
    var scanner = self
    if scanner.weekday() {
      guard scanner.take(",") else { return nil }
      scanner.skipSpaces()
    }
    var parts = TimeParts()
    guard let day = scanner.shortNumber(), scanner.skipSpaces(), let month = scanner.month(),
      scanner.skipSpaces(), let year = scanner.number(4), scanner.skipSpaces(),
      scanner.clock(into: &parts)
    else { return nil }
    (parts.year, parts.month, parts.day) = (year, month, day)
    return scanner.zone(of: &parts) ? parts : nil
  }

  // asctime(3): `Fri Feb 13 10:00:05 2026`; `date` puts a zone before the year.

  mutating func clockParts() -> TimeParts? {
    var scanner = self
    var parts = TimeParts()
    guard scanner.weekday(), scanner.skipSpaces(), let month = scanner.month(),
      scanner.skipSpaces(), let day = scanner.shortNumber(), scanner.skipSpaces(),
      scanner.clock(into: &parts), scanner.skipSpaces()
    else { return nil }
    if let offset = scanner.namedOffset() {
      parts.offset = offset
      guard scanner.skipSpaces() else { return nil }
    }
    guard let year = scanner.number(4), scanner.bytes.isEmpty else { return nil }
    (parts.year, parts.month, parts.day) = (year, month, day)
    return parts
  }

  private mutating func clock(into parts: inout TimeParts) -> Bool {
    guard let hour = number(2), take(":"), let minute = number(2) else { return false }
    (parts.hour, parts.minute) = (hour, minute)
    guard take(":") else { return true }
    guard let second = number(2) else { return false }
    parts.second = second
    return true
  }

  // Parts of these.

  /// Whether the text ends in a zone, or without one.
  private mutating func zone(of parts: inout TimeParts) -> Bool {
    let hasSpaces = skipSpaces()
    guard !(hasSpaces && bytes.isEmpty), let offset = offset() else { return false }
    parts.offset = offset
    return true
  }

  private var startsWithDigit: Bool { bytes.first.map(Self.isDigit) ?? false }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  /// Whether there were any.
  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let before = bytes.count
    bytes = bytes.drop { $0 == 0x20 }
    return bytes.count < before
  }

  /// So many digits.
  private mutating func number(_ count: Int) -> Int? {
    let digits = bytes.prefix(count)
    guard digits.count == count, digits.allSatisfy(Self.isDigit) else { return nil }
    bytes = bytes.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// One or two digits.
  private mutating func shortNumber() -> Int? { number(2) ?? number(1) }

  /// Nanoseconds; what is finer is cut off.
  private mutating func fraction() -> Int64? {
    let digits = bytes.prefix(while: Self.isDigit)
    guard !digits.isEmpty else { return nil }
    bytes = bytes.dropFirst(digits.count)
    var value: Int64 = 0
    for place in 0..<9 {
      let index = digits.startIndex + place
      value = value * 10 + (index < digits.endIndex ? Int64(digits[index] - 0x30) : 0)
    }
    return value
  }

  private mutating func word() -> String {
    let letters = bytes.prefix { (0x61...0x7a).contains($0) }
    return String(decoding: letters, as: UTF8.self)
  }

  private mutating func weekday() -> Bool {
    let word = word()
    guard ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(word) else { return false }
    bytes = bytes.dropFirst(3)
    return true
  }

  private mutating func month() -> Int? {
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let place = months.firstIndex(of: word()) else { return nil }
    bytes = bytes.dropFirst(3)
    return place + 1
  }

  /// Minutes east of Greenwich of the rest of the text; none is Greenwich.
  private mutating func offset() -> Int? {
    if bytes.isEmpty { return 0 }
    if let named = namedOffset() { return bytes.isEmpty ? named : nil }
    let isWest = bytes.first == UInt8(ascii: "-")
    guard take("+") || take("-"), let hours = number(2) else { return nil }
    _ = take(":")
    let minutes = bytes.isEmpty ? 0 : number(2)
    guard let minutes, bytes.isEmpty, hours <= 23, minutes <= 59 else { return nil }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }

  private mutating func namedOffset() -> Int? {
    let word = word()
    guard ["z", "utc", "gmt", "ut"].contains(word) else { return nil }
    bytes = bytes.dropFirst(word.utf8.count)
    return 0
  }
}
