import Analysis

/// An address of a page: words of its path and what stands behind the question mark, each escaped.
package struct Address: Sendable, Equatable {
  private let path: [String]
  package var query: [Pair]

  /// A name and what it is given.
  package struct Pair: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  package init(_ path: String..., query: [Pair] = []) {
    (self.path, self.query) = (path, query.filter { !$0.value.isEmpty })
  }

  /// The address with other values of a name.
  func with(_ name: String, _ value: String?) -> Address {
    var other = self
    other.query.removeAll { $0.name == name }
    if let value, !value.isEmpty { other.query.append(Pair(name, value)) }
    return other
  }

  package var text: String {
    let words = query.map { PercentText.encoded($0.name) + "=" + PercentText.encoded($0.value) }
    return "/" + path.map(PercentText.encoded).joined(separator: "/")
      + (words.isEmpty ? "" : "?" + words.joined(separator: "&"))
  }

  /// A link to it.
  func link(_ shown: HTML) -> HTML { "<a href=\"\(text)\">\(shown)</a>" }
}
