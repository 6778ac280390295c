/// The fields of a request's or an answer's head; names do not tell upper from lower case.
package struct HeaderFields: Sendable, Equatable {
  package private(set) var all: [Field]

  package struct Field: Sendable, Equatable {
    /// In lower case.
    package let name: String
    package let value: String
  }

  package init(_ fields: [(String, String)] = []) {
    all = fields.map { Field(name: $0.0.lowercased(), value: $0.1) }
  }

  /// The first field of a name; setting one takes all of its name away.
  package subscript(_ name: String) -> String? {
    get { all.first { $0.name == name }?.value }
    set {
      all.removeAll { $0.name == name }
      if let newValue { all.append(Field(name: name, value: newValue)) }
    }
  }

  /// Every value of a name, in order.
  package func values(of name: String) -> [String] {
    all.compactMap { $0.name == name ? $0.value : nil }
  }

  /// The media type of `content-type`, without its parameters and in lower case.
  package var mediaType: String? {
    self["content-type"].map { Self.trimmed($0.prefix { $0 != ";" }).lowercased() }
  }

  /// What a cookie of that name holds.
  package func cookie(_ name: String) -> String? {
    for field in values(of: "cookie") {
      for part in field.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if pair.count == 2, Self.trimmed(pair[0]) == name { return Self.trimmed(pair[1]) }
      }
    }
    return nil
  }

  /// Text without the spaces around it.
  package static func trimmed(_ text: some StringProtocol) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }
}
