extension FieldCondition {
  /// Why a text is no condition, in one sentence that says what to write instead.
  public struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
  }

  /// Reads a condition as people type it: `FIELD OP VALUE`, `FIELD contains VALUE` or
  /// `FIELD exists`.
  ///
  /// The operators are `=` (or `==`), `!=`, `<`, `<=`, `>` and `>=`. A value is a number, `true`,
  /// `false`, a word, or a text in double quotes (with the escapes of JSON) or in single quotes
  /// (as it is). A number in quotes is a text. A field whose name has spaces or operators in it is
  /// put in quotes as well.
  ///
  /// - Throws: `Mistake` that quotes the text.
  public init(parsing text: String) throws(Mistake) {
    var rest = Self.trimmed(Array(text.utf8)[...])
    let field = try Self.field(&rest, of: text)
    rest = Self.trimmed(rest)
    guard let comparison = Self.comparison(&rest) else {
      throw Mistake(
        description: "'\(text)' has no operator after '\(field)'; write FIELD OP VALUE with one of "
          + "= != < <= > >= contains, or FIELD exists")
    }
    rest = Self.trimmed(rest)
    if comparison == .exists {
      guard rest.isEmpty else {
        throw Mistake(description: "'\(text)' has something after exists; nothing belongs there")
      }
      self.init(field, .exists)
      return
    }
    self.init(field, comparison, try Self.operand(rest, of: text))
    if case .bool = operand, ![.equal, .notEqual, .contains].contains(comparison) {
      throw Mistake(description: "'\(text)' has no order: true and false take = and != only")
    }
  }

  private static func field(_ rest: inout ArraySlice<UInt8>, of text: String) throws(Mistake)
    -> String
  {
    var name: String
    if let first = rest.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      (name, rest) = try quoted(rest, of: text)
    } else {
      let end = rest.firstIndex { isSpace($0) || "=!<>".utf8.contains($0) } ?? rest.endIndex
      name = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[end...]
    }
    guard !name.isEmpty else {
      throw Mistake(description: "'\(text)' does not begin with a field; write FIELD OP VALUE")
    }
    return name
  }

  private static func comparison(_ rest: inout ArraySlice<UInt8>) -> Comparison? {
    let end = rest.firstIndex { !"=!<>".utf8.contains($0) } ?? rest.endIndex
    if end > rest.startIndex {
      let symbol = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[end...]
      return symbol == "==" ? .equal : Comparison(rawValue: symbol)
    }
    let word = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    rest = rest[word.endIndex...]
    switch String(decoding: word, as: UTF8.self) {
    case "contains": return .contains
    case "exists": return .exists
    default: return nil
    }
  }

  private static func operand(_ rest: ArraySlice<UInt8>, of text: String) throws(Mistake) -> Value {
    guard let first = rest.first else {
      throw Mistake(description: "'\(text)' has no value after the operator")
    }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      let (string, after) = try quoted(rest, of: text)
      guard trimmed(after).isEmpty else {
        throw Mistake(description: "'\(text)' goes on after the closing quote of its value")
      }
      return .string(string)
    }
    let word = String(decoding: rest, as: UTF8.self)
    guard !rest.contains(where: { isSpace($0) }) else {
      throw Mistake(
        description: "'\(text)' has a value of several words; put it in quotes: \"\(word)\"")
    }
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null":
      throw Mistake(description: "'\(text)' compares with null, which is absent; use exists")
    default: return number(word) ?? .string(word)
    }
  }

  /// The number that a word spells as JSON does.
  package static func number(_ word: String) -> Value? {
    guard let last = word.utf8.last, (0x30...0x39).contains(last),
      word.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    if let whole = Int64(word) { return .integer(whole) }
    if let whole = UInt64(word) { return .unsigned(whole) }
    guard let decimal = Double(word), decimal.isFinite else { return nil }
    return .double(decimal)
  }

  /// The text between the quotes that `rest` begins with, and what follows the closing one.
  private static func quoted(_ rest: ArraySlice<UInt8>, of text: String) throws(Mistake)
    -> (String, ArraySlice<UInt8>)
  {
    let quote = rest[rest.startIndex]
    let inner = Array(rest.dropFirst())
    let hasEscapes = quote == UInt8(ascii: "\"")
    let close =
      hasEscapes
      ? JSONScanner.closingQuote(inner.span, 0).0 : inner.firstIndex(of: quote) ?? inner.count
    guard close < inner.count else {
      throw Mistake(description: "'\(text)' has a quote that is not closed")
    }
    let string = JSONText.string(inner.span.extracting(..<close), hasEscapes: hasEscapes)
    return (string, inner[(close + 1)...])
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return bytes
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension FieldCondition: CustomStringConvertible {
  /// The condition as `init(parsing:)` reads it.
  public var description: String {
    let isPlain = field.utf8.allSatisfy { $0 > 0x20 && !"=!<>\"'".utf8.contains($0) }
    let name = isPlain ? field : JSONWriter.text(of: .string(field))
    if comparison == .exists { return "\(name) exists" }
    return "\(name) \(comparison.rawValue) \(JSONWriter.text(of: operand))"
  }
}
