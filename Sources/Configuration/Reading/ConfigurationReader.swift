package import Events

/// Takes a tree of a file apart and notes every mistake in it.
///
/// Each function gives what it was asked for, or notes what it expected and found and gives nil:
/// so one reading names all mistakes.
package struct ConfigurationReader {
  package let file: String
  package private(set) var mistakes: [ConfigurationRemark] = []

  package init(file: String) { self.file = file }

  /// Throws everything that was noted, in the order of the file.
  package func finish() throws(ConfigurationError) {
    if !mistakes.isEmpty { throw error() }
  }

  /// Everything that was noted, in the order of the file.
  package func error() -> ConfigurationError { ConfigurationError(Self.sorted(mistakes)) }

  package static func sorted(_ remarks: [ConfigurationRemark]) -> [ConfigurationRemark] {
    if remarks.isEmpty { return [] }
    return remarks.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }

  /// Notes a mistake.
  package mutating func note(_ message: String, at place: Place) {
    mistakes.append(remark(message, at: place))
  }

  /// A remark on this file.
  package func remark(_ message: String, at place: Place) -> ConfigurationRemark {
    ConfigurationRemark(file: file, line: place.line, column: place.column, message: message)
  }

  /// Keys and values, in the order of the file.
  package mutating func entries(_ node: Node, _ what: String) -> [Node.Entry]? {
    guard case .mapping(let entries) = node.content else {
      return mismatch(node, "keys and values for \(what)")
    }
    return entries
  }

  /// Keys and values of which every key is one of `keys`.
  package mutating func fields(_ node: Node, _ what: String, keys: [String]) -> Fields? {
    guard let entries = entries(node, what) else { return nil }
    for entry in entries where !keys.contains(entry.key) {
      let near = Nearest.name(to: entry.key, in: keys)
      let help = near.map { "did you mean \($0)?" } ?? "remove it"
      note(
        "expected for \(what) one of \(keys.joined(separator: ", ")), found the key"
          + " \(Node.quoted(entry.key)); \(help)", at: entry.keyPlace)
    }
    return Fields(entries, at: node.place)
  }

  /// The value of a key that must be there.
  package mutating func required(_ key: String, _ fields: Fields, _ what: String) -> Node? {
    if let node = fields[key] { return node }
    note("expected the key \(key) for \(what), found none; add it", at: fields.place)
    return nil
  }

  package mutating func text(_ node: Node, _ what: String) -> String? {
    switch node.content {
    case .text(let text) where !text.isEmpty: return text
    case .flag, .integer, .number:
      return mismatch(node, "text for \(what)", "put quotes around it")
    default: return mismatch(node, "text for \(what)")
    }
  }

  package mutating func number(_ node: Node, _ what: String) -> Double? {
    switch node.content {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    case .text(let text):
      if ScalarRules.number(text) != nil {
        return mismatch(node, "a number for \(what)", "remove the quotes")
      }
      return mismatch(node, "a number for \(what)", "write it in decimal digits, like 85 or 0.2")
    default: return mismatch(node, "a number for \(what)")
    }
  }

  package mutating func flag(_ node: Node, _ what: String) -> Bool? {
    if case .flag(let flag) = node.content { return flag }
    return mismatch(node, "true or false for \(what)")
  }

  /// A whole number in `range`.
  package mutating func integer(_ node: Node, _ what: String, in range: ClosedRange<Int64>)
    -> Int64?
  {
    let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound) for \(what)"
    var whole: Int64?
    switch node.content {
    case .integer(let integer): whole = integer
    case .number(let number): whole = Int64(exactly: number)
    default: break
    }
    guard let whole, range.contains(whole) else { return mismatch(node, wanted) }
    return whole
  }

  /// Longest time that a rule may name: a year.
  package static let longest_s: Int64 = 366 * 86_400

  /// A length of time, in seconds in the file.
  package mutating func seconds(_ node: Node, _ what: String) -> Nanoseconds? {
    guard let seconds = number(node, what) else { return nil }
    guard seconds >= 0, seconds <= Double(Self.longest_s),
      let length = Nanoseconds(seconds: seconds)
    else { return mismatch(node, "seconds from 0 to \(Self.longest_s) for \(what)") }
    return length
  }

  package mutating func list(_ node: Node, _ what: String) -> [Node]? {
    guard case .list(let items) = node.content else {
      return mismatch(node, "a list for \(what)", "put a dash in front of each item")
    }
    return items
  }

  package mutating func texts(_ node: Node, _ what: String) -> [String]? {
    list(node, what)?.compactMap { text($0, "an item of \(what)") }
  }

  /// One of a few words.
  package mutating func choice<Choice>(_ node: Node, _ what: String, _ type: Choice.Type) -> Choice?
  where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    let words = type.allCases.map(\.rawValue)
    guard case .text(let word) = node.content else {
      return mismatch(node, "one of \(words.joined(separator: " ")) for \(what)")
    }
    if let choice = Choice(rawValue: word) { return choice }
    let near = Nearest.name(to: word, in: words)
    return mismatch(
      node, "one of \(words.joined(separator: " ")) for \(what)",
      near.map { "did you mean \($0)?" } ?? "write one of them")
  }

  /// Notes that `node` is not what was wanted.
  package mutating func mismatch<Result>(
    _ node: Node, _ wanted: String, _ advice: String = "correct it"
  ) -> Result? {
    note("expected \(wanted), found \(node.described); \(advice)", at: node.place)
    return nil
  }
}

/// Keys of a mapping, each once.
package struct Fields: Sendable {
  /// Where the mapping begins.
  package let place: Place
  private let entries: [String: Node.Entry]

  package init(_ entries: [Node.Entry], at place: Place) {
    self.place = place
    self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
  }

  /// The value of a key; nil where it is not written.
  package subscript(_ key: String) -> Node? { entries[key]?.value }

  /// Where a key stands; where the mapping begins if it is not written.
  package func place(of key: String) -> Place { entries[key]?.keyPlace ?? place }
}
