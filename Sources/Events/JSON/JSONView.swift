/// One value inside a line that a parser has found valid, read when it is asked for.
///
/// Like `Event`, it is only lent and cannot outlive the line.
public struct JSONView: ~Escapable, Sendable {
  /// What the value is.
  public let kind: Field.Kind
  /// The bytes of the value; of a string, what stands between its quotes.
  public let text: Span<UInt8>
  package let hasEscapes: Bool

  @_lifetime(copy text)
  init(kind: Field.Kind, text: Span<UInt8>, hasEscapes: Bool) {
    self.kind = kind
    self.text = text
    self.hasEscapes = hasEscapes
  }

  /// Whether it is the word `null`.
  public var isNull: Bool { kind == .null }

  /// The string, decoded; nil for other kinds.
  public var string: String? {
    kind == .string ? JSONText.string(text, hasEscapes: hasEscapes) : nil
  }

  /// A text that is not empty, decoded.
  var nonEmptyString: String? { kind == .string && text.count > 0 ? string : nil }

  /// An integer that fits 64 bits, exactly. A string counts if it spells an integer beyond 2^53,
  /// because that is how tlm writes those.
  public var integer: Int64? {
    switch kind {
    case .integer: JSONText.integer(text)
    case .string: JSONText.largeInteger(text)
    default: nil
    }
  }

  /// A number as the nearest Double; nil for other kinds, and for a number beyond every Double.
  public var double: Double? {
    guard kind == .integer || kind == .decimal, let number = JSONText.double(text) else {
      return nil
    }
    return number.isFinite ? number : nil
  }

  /// Whether it can name something: a text that is not empty, or a whole number.
  var isID: Bool {
    kind == .string && text.count > 0 || kind == .integer
      || kind == .decimal && JSONText.isWhole(text)
  }

  /// True or false; nil for other kinds.
  public var bool: Bool? { kind == .true ? true : kind == .false ? false : nil }

  /// Whether it says nothing: null, false, a number equal to 0, or empty.
  package var isFalsy: Bool {
    switch kind {
    case .null, .false: true
    case .true: false
    case .integer, .decimal: double == 0
    case .string: text.isEmpty
    case .object, .array: isEmptyContainer
    }
  }

  /// Whether it is an object or an array with nothing in it.
  package var isEmptyContainer: Bool {
    (kind == .object || kind == .array) && JSONScanner.afterSpace(text, 1) == text.count - 1
  }
}

extension JSONView {
  /// All of it, decoded and owned.
  public var value: Value { value(isExact: false) }

  /// The same, but that a number beyond every Double is its text: what it says is not lost.
  package var exactValue: Value { value(isExact: true) }

  private func value(isExact: Bool) -> Value {
    switch kind {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .integer:
      if let value = JSONText.integer(text) { return .integer(value) }
      return JSONText.unsigned(text).map(Value.unsigned) ?? .null
    case .decimal:
      if let double { return .double(double) }
      return isExact ? .string(JSONText.string(text, hasEscapes: false)) : .double(.nan)
    case .string: return .string(JSONText.string(text, hasEscapes: hasEscapes))
    case .object:
      var members: [Member] = []
      forEachMember { members.append(Member($0, $1.value(isExact: isExact))) }
      return .object(members)
    case .array:
      var elements: [Value] = []
      forEachElement { elements.append($0.value(isExact: isExact)) }
      return .array(elements)
    }
  }
}
