package import Events

/// One key of the configuration: what it is called, what it takes, and who may set it.
package struct Setting: Sendable {
  /// With dots where it stands in a section: `rotation.size`.
  package let name: String
  package let kind: Kind
  /// What holds where nobody sets it.
  package let standard: Value
  /// The environment variable that sets it, too.
  package let environment: String?
  /// Whether it counts in the store's file alone: it describes that store's log.
  package let isOfStore: Bool
  /// Whether it counts in a store's file only after `tlm trust`, as it reads outside of the project,
  /// sends, runs, deletes or loosens something.
  package let needsTrust: Bool
  /// What it does, in one sentence without a full stop.
  package let summary: String

  /// What of a value counts in a store's file that nobody trusts; nil for nothing of it.
  ///
  /// A rule that keeps a field's value may keep one that is hidden otherwise.
  func untrusted(_ value: Value) -> Value? {
    if needsTrust { return nil }
    guard name == "redaction.fields", case .object(let rules) = value else { return value }
    return .object(rules.filter { !($0.value.text ?? "").hasPrefix("keep") })
  }

  /// Whether the name is kept for something that this version does not do.
  package var isReserved: Bool {
    if case .other = kind { needsTrust } else { false }
  }

  /// What a setting takes.
  package enum Kind: Sendable {
    case flag
    case choice([String])
    /// A length of time in whole seconds, or `off`.
    case seconds(ClosedRange<Int64>, canBeOff: Bool)
    /// A number of bytes.
    case size(ClosedRange<Int64>)
    case texts
    /// One text, or null.
    case text
    /// Keys of one's own with a text each.
    case words
    /// What another reader takes apart.
    case other
  }

  init(
    _ name: String, _ kind: Kind, _ standard: Value, environment: String? = nil,
    isOfStore: Bool = false, needsTrust: Bool = false, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.environment = environment
    self.isOfStore = isOfStore
    self.needsTrust = needsTrust
    self.summary = summary
  }

  /// The keys that lead to it from the top of a file.
  var path: [String] { name.split(separator: ".").map(String.init) }

  /// What a file says of it; a mistake is noted, and gives nil.
  func value(_ node: Node, _ reader: inout ConfigurationReader) -> Value? {
    switch kind {
    case .flag: reader.flag(node, name).map { .bool($0) }
    case .choice(let words): reader.word(node, name, words).map { .string($0) }
    case .seconds(let range, let canBeOff): seconds(node, range, canBeOff, &reader)
    case .size(let range): reader.size(node, name, in: range).map { .integer($0) }
    case .texts: reader.texts(node, name).map { .array($0.map { .string($0) }) }
    case .text: node.isNull ? .null : reader.text(node, name).map { .string($0) }
    case .words:
      reader.entries(node, name).map { entries in
        .object(
          entries.compactMap { entry in
            reader.text(entry.value, entry.key).map { Member(entry.key, .string($0)) }
          })
      }
    case .other: node.value
    }
  }

  private func seconds(
    _ node: Node, _ range: ClosedRange<Int64>, _ canBeOff: Bool,
    _ reader: inout ConfigurationReader
  ) -> Value? {
    if canBeOff {
      switch node.content {
      case .flag(false), .text("off"): return "off"
      default: break
      }
    }
    guard let seconds = reader.wholeSeconds(node, name) else { return nil }
    guard range.contains(seconds) else {
      return reader.mismatch(
        node, "a time from \(range.lowerBound) s to \(range.upperBound) s for \(name)")
    }
    return .integer(seconds)
  }
}

extension Node {
  /// The same as a value, without its places.
  package var value: Value {
    switch content {
    case .null: .null
    case .flag(let flag): .bool(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): .double(number)
    case .text(let text): .string(text)
    case .list(let items): .array(items.map(\.value))
    case .mapping(let entries): .object(entries.map { Member($0.key, $0.value.value) })
    }
  }
}
