/// The path of a route: words, and names in braces that stand for any word.
package struct RoutePath: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let description: String
  private let parts: [Part]

  private enum Part: Sendable {
    case word(String)
    case name(String)
  }

  package init(stringLiteral text: String) { self.init(text) }

  package init(_ text: String) {
    description = text
    parts = text.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .name(String(part.dropFirst().dropLast())) : .word(String(part))
    }
  }

  /// The names in braces, in order.
  package var names: [String] {
    parts.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// What the names stand for in a path; nil where it is another one.
  package func parameters(in path: [String]) -> [String: String]? {
    guard path.count == parts.count else { return nil }
    var found: [String: String] = [:]
    for (part, word) in zip(parts, path) {
      switch part {
      case .word(let expected): guard word == expected else { return nil }
      case .name(let name): found[name] = word
      }
    }
    return found
  }
}
