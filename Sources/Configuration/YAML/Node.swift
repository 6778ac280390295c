/// A piece of a YAML file and where it stands.
package struct Node: Sendable {
  package indirect enum Content: Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([Node])
    /// In the order of the file.
    case mapping([Entry])
  }

  /// A key and what stands behind it.
  package struct Entry: Sendable {
    package let key: String
    package let keyPlace: Place
    package let value: Node
  }

  package let content: Content
  package let place: Place
  /// Nodes in it, itself included, with every alias written out.
  let size: Int

  init(_ content: Content, at place: Place, size: Int = 1) {
    self.content = content
    self.place = place
    self.size = size
  }

  /// The same, as it is met where an alias stands.
  func moved(to place: Place) -> Node { Node(content, at: place, size: size) }

  package var isNull: Bool { if case .null = content { true } else { false } }

  /// What it is, in the words of an error: `the text "abc"`.
  package var described: String {
    switch content {
    case .null: "nothing"
    case .flag(let flag): "\(flag)"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .text(let text): "the text \(Self.quoted(text))"
    case .list: "a list"
    case .mapping: "keys and values"
    }
  }

  /// The text in quotes, short and without control characters.
  package static func quoted(_ text: String) -> String {
    let most = 60
    guard text.unicodeScalars.count > most else { return text.debugDescription }
    return (String(text.unicodeScalars.prefix(most)) + "…").debugDescription
  }
}
