/// A text that is equal to the same bytes and to nothing else: what folds key their maps by.
///
/// `String` takes texts for equal that Unicode calls equivalent ("é" in one or in two scalars) and
/// sorts by Unicode's tables; other readers of the same log do not. Labels compare, sort and
/// hash by their UTF-8.
public struct Label: Hashable, Sendable {
  /// The text as it was given; Unicode's normal forms are left alone.
  public let text: String

  /// The label of a text, also of an empty one.
  @inlinable public init(_ text: String) { self.text = text }

  /// The label of a text that may be absent.
  @inlinable public init?(_ text: String?) {
    guard let text else { return nil }
    self.text = text
  }

  @inlinable public static func == (left: Label, right: Label) -> Bool {
    // `String` compares fast, and in ASCII it compares bytes.
    guard left.text == right.text else { return false }
    if left.text.utf8Span.isKnownASCII && right.text.utf8Span.isKnownASCII { return true }
    return left.text.utf8.elementsEqual(right.text.utf8)
  }

  @inlinable public func hash(into hasher: inout Hasher) {
    // The length first, so that labels which follow one another do not run together.
    hasher.combine(text.utf8.count)
    let isHashed: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}

extension Label: Comparable {
  public static func < (left: Label, right: Label) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension Label: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}

extension Label: CustomStringConvertible {
  public var description: String { text }
}

/// A label is encoded as its text, and a dictionary by labels as the members of an object.
extension Label: Codable, CodingKeyRepresentable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The label of a member's name, for dictionaries by labels.
  public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

  /// The label as the name of a member.
  public var codingKey: any CodingKey { Key(stringValue: text) }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
