import Configuration
import Events

extension PolicyReader {
  private static let effectKinds = ["emit", "exec", "webhook", "notify"]
  /// Names of events that only the loop, or the log itself, writes.
  private static let ownEvents = ControlEventName.prefixes + [LogEventName.prefix]

  mutating func effects(_ node: Node) -> [Policy.Effect] {
    (notes.list(node, "effects") ?? []).compactMap { effect($0) }
  }

  private mutating func effect(_ node: Node) -> Policy.Effect? {
    let keys = Self.effectKinds + ["fields", "timeout_seconds"]
    guard let fields = notes.fields(node, "an effect", keys: keys) else { return nil }
    let kinds = Self.effectKinds.filter { fields[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first, let value = fields[kind] else {
      notes.note(
        "expected one of \(Self.effectKinds.joined(separator: ", ")) for an effect, found"
          + " \(kinds.isEmpty ? "none" : kinds.joined(separator: " and ")); write one effect an"
          + " item", at: node.place)
      return nil
    }
    if kind != "emit", fields["fields"] != nil {
      notes.note("expected fields beside emit only; remove them", at: fields.place(of: "fields"))
    }
    let timeout = fields["timeout_seconds"].flatMap { notes.seconds($0, "timeout_seconds") }
    if timeout != nil, kind == "emit" || kind == "notify" {
      notes.note(
        "expected timeout_seconds beside exec or webhook only; remove it",
        at: fields.place(of: "timeout_seconds"))
    }
    switch kind {
    case "emit": return emit(value, fields["fields"])
    case "exec": return exec(value, timeout ?? Policy.Effect.defaultTimeout)
    case "webhook": return webhook(value, timeout ?? Policy.Effect.defaultTimeout)
    default: return notes.text(value, "notify").map { .notify($0) }
    }
  }

  private mutating func emit(_ node: Node, _ fields: Node?) -> Policy.Effect? {
    let members = fields.map { self.members($0) } ?? []
    guard let event = notes.text(node, "emit") else { return nil }
    if Self.ownEvents.contains(where: event.hasPrefix) {
      return notes.mismatch(
        node, "the name of an event that is yours for emit",
        "choose a name that begins otherwise")
    }
    return .emit(event: event, fields: members)
  }

  private mutating func members(_ node: Node) -> [Policy.Effect.Field] {
    (notes.entries(node, "fields") ?? []).compactMap { entry in
      let value: SensorValue? =
        switch entry.value.content {
        case .flag(let flag): .word("\(flag)")
        case .text(let text): .word(text)
        default: notes.number(entry.value, entry.key).map { .number($0 + 0) }
        }
      return value.map { Policy.Effect.Field(name: entry.key, value: $0) }
    }
  }

  private mutating func exec(_ node: Node, _ timeout: Nanoseconds) -> Policy.Effect? {
    guard let words = notes.texts(node, "exec") else { return nil }
    guard !words.isEmpty else {
      return notes.mismatch(node, "a program and its arguments for exec", "name the program")
    }
    return .exec(words, timeout: timeout)
  }

  private mutating func webhook(_ node: Node, _ timeout: Nanoseconds) -> Policy.Effect? {
    guard let address = notes.text(node, "webhook") else { return nil }
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      return notes.mismatch(
        node, "an address for webhook", "begin it with https:// or http://")
    }
    return .webhook(address, timeout: timeout)
  }
}
