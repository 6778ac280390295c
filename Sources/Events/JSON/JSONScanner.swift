/// Steps through the members of an object or the elements of an array that a parser has found
/// valid, without recursion.
struct JSONScanner: ~Escapable {
  /// Where a value stands, a string without its quotes.
  struct Place {
    let kind: Field.Kind
    let range: Range<Int>
    let hasEscapes: Bool
  }

  private let text: Span<UInt8>
  private var index = 1

  /// Over the container that fills `text` from bracket to bracket.
  @_lifetime(copy text)
  init(inside text: Span<UInt8>) { self.text = text }

  /// The next key; nil at the end.
  @_lifetime(self: copy self)
  mutating func nextString() -> Place? {
    guard let place = nextValue(), place.kind == .string else { return nil }
    return place
  }

  /// The next value, whatever separates it from the one before; nil at the end.
  @_lifetime(self: copy self)
  mutating func nextValue() -> Place? {
    index = Self.afterSeparators(text, index)
    guard index < text.count - 1 else { return nil }
    let start = index
    switch text[start] {
    case UInt8(ascii: "\""):
      let (close, hasEscapes) = Self.closingQuote(text, start + 1)
      index = close + 1
      return Place(kind: .string, range: start + 1..<close, hasEscapes: hasEscapes)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      index = Self.afterContainer(text, start)
      let kind: Field.Kind = text[start] == UInt8(ascii: "{") ? .object : .array
      return Place(kind: kind, range: start..<index, hasEscapes: false)
    default:
      while index < text.count, !Self.endsScalar(text[index]) { index += 1 }
      guard index > start else { return nil }
      return Place(kind: scalarKind(start..<index), range: start..<index, hasEscapes: false)
    }
  }

  private func scalarKind(_ range: Range<Int>) -> Field.Kind {
    switch text[range.lowerBound] {
    case UInt8(ascii: "t"): return .true
    case UInt8(ascii: "f"): return .false
    case UInt8(ascii: "n"): return .null
    default:
      for index in range where text[index] == UInt8(ascii: ".") || text[index] | 0x20 == 0x65 {
        return .decimal
      }
      // A longer one is read as the nearest Double.
      let isLong = range.count > 18 && !Self.fits64Bits(text.extracting(range))
      return isLong ? .decimal : .integer
    }
  }

  private static func fits64Bits(_ number: Span<UInt8>) -> Bool {
    JSONText.integer(number) != nil || JSONText.unsigned(number) != nil
  }
}

extension JSONScanner {
  /// The first place from `index` on that is not white space.
  static func afterSpace(_ text: Span<UInt8>, _ index: Int) -> Int {
    var index = index
    while index < text.count, isSpace(text[index]) { index += 1 }
    return index
  }

  /// The closing quote of the string whose first byte is at `index`, and whether it has escapes.
  static func closingQuote(_ text: Span<UInt8>, _ index: Int) -> (Int, hasEscapes: Bool) {
    var index = index
    var hasEscapes = false
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      if text[index] == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    return (min(index, text.count), hasEscapes)
  }

  /// The place after the container that opens at `index`.
  private static func afterContainer(_ text: Span<UInt8>, _ index: Int) -> Int {
    var index = index
    var depth = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        index = min(closingQuote(text, index).0 + 1, text.count)
      } else if byte | 0x20 == UInt8(ascii: "{") {
        depth += 1
      } else if byte | 0x20 == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return index
  }

  private static func afterSeparators(_ text: Span<UInt8>, _ index: Int) -> Int {
    var index = index
    while index < text.count,
      isSpace(text[index]) || text[index] == UInt8(ascii: ",")
        || text[index] == UInt8(ascii: ":")
    { index += 1 }
    return index
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ":")
  }
}
