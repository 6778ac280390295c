/// Writes JSON values as bytes: one line, members in the order given, no spaces.
///
/// Text that is not ASCII stays as UTF-8; control characters are escaped, so a value never
/// contains a newline. Doubles are written with the fewest digits that read back the same,
/// and as `null` where JSON has no word for them (NaN, infinities).
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Whether integers beyond 2^53 are written as strings, because many readers of JSON
  /// (jq 1.6, JavaScript) round them.
  public var quotesLargeIntegers: Bool

  /// A writer that has written nothing.
  public init(quotesLargeIntegers: Bool = true) { self.quotesLargeIntegers = quotesLargeIntegers }

  /// Writes behind bytes that are there already, without a copy of them.
  package static func append(
    to bytes: inout [UInt8], quotesLargeIntegers: Bool = true, _ body: (inout JSONWriter) -> Void
  ) {
    var writer = JSONWriter(quotesLargeIntegers: quotesLargeIntegers)
    swap(&writer.bytes, &bytes)
    body(&writer)
    swap(&writer.bytes, &bytes)
  }

  /// The JSON text of one value.
  public static func text(of value: Value) -> String {
    var writer = JSONWriter(quotesLargeIntegers: false)
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Adds a value, with all that is in it.
  public mutating func write(_ value: Value) {
    switch value {
    case .null: raw("null")
    case .bool(let bool): raw(bool ? "true" : "false")
    case .integer(let number): write(number: String(number), isLarge: number.magnitude > 1 << 53)
    case .unsigned(let number): write(number: String(number), isLarge: number > 1 << 53)
    case .double(let number): raw(number.isFinite ? number.description : "null")
    case .string(let text): write(string: text)
    case .array(let elements):
      byte("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { byte(",") }
        write(element)
      }
      byte("]")
    case .object(let members):
      byte("{")
      for (index, member) in members.enumerated() {
        if index > 0 { byte(",") }
        write(member: member.name, member.value)
      }
      byte("}")
    }
  }

  /// `"name":value`, without a comma.
  public mutating func write(member name: String, _ value: Value) {
    write(string: name)
    byte(":")
    write(value)
  }

  /// Bytes that are JSON already, as they are.
  public mutating func write(verbatim json: [UInt8]) { bytes += json }

  /// The same of a text that is known beforehand.
  package mutating func write(raw json: StaticString) {
    json.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// One ASCII character of JSON's own.
  public mutating func byte(_ scalar: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: scalar.value))
  }

  /// Adds a text between quotes, escaped where JSON must.
  public mutating func write(string text: String) {
    byte("\"")
    if Self.isPlain(text.utf8Span.span) { raw(text) } else { write(escaping: text) }
    byte("\"")
  }

  /// A time as a string.
  public mutating func write(_ time: Timestamp) {
    byte("\"")
    time.write(to: &bytes)
    byte("\"")
  }

  /// Makes room for so many bytes in all.
  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Whether a text stands in JSON as it is, as nearly all do.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let unit = text[index]
      if unit < 0x20 || unit == UInt8(ascii: "\"") || unit == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  private mutating func write(escaping text: String) {
    for unit in text.utf8 {
      switch unit {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case UInt8(ascii: "\n"): raw("\\n")
      case UInt8(ascii: "\r"): raw("\\r")
      case UInt8(ascii: "\t"): raw("\\t")
      case 0..<0x20:
        raw("\\u00")
        bytes.append(Self.digit(unit >> 4))
        bytes.append(Self.digit(unit & 15))
      default: bytes.append(unit)
      }
    }
  }

  private mutating func write(number digits: String, isLarge: Bool) {
    if isLarge && quotesLargeIntegers { write(string: digits) } else { raw(digits) }
  }

  private mutating func raw(_ text: String) { bytes += text.utf8 }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
