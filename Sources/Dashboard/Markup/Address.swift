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
    let words = (query + kept).map { pair in
      PercentText.encoded(pair.name) + "=" + PercentText.encoded(pair.value)
    }
    return "/" + path.map(PercentText.encoded).joined(separator: "/")
      + (words.isEmpty ? "" : "?" + words.joined(separator: "&"))
  }

  /// The machine that was chosen, for every page, and for the events that a page waits for.
  private var kept: [Pair] {
    guard let name = ChosenMachine.name else { return [] }
    let isOfEvents = path.first != "assets" && (path.first != "v1" || path.contains("events"))
    let isSaid = query.contains { $0.name == ChosenMachine.word }
    return isOfEvents && !isSaid ? [Pair(ChosenMachine.word, name)] : []
  }

  /// A link to it.
  func link(_ shown: HTML) -> HTML { "<a href=\"\(text)\">\(shown)</a>" }
}
