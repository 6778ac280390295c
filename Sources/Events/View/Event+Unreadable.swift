extension Event {
  /// Whether the line may hold a value under a well-known key that nobody can read, told without reading
  /// any: of nearly all lines it is not so.
  package var isSuspect: Bool {
    if isTimeUnreadable || !present.isDisjoint(with: Self.containers) { return true }
    if present.count(in: Self.timeKeys) > 1 { return true }
    let suspects = KeyMeaning.suspects
    for index in fields.indices {
      let field = fields[index]
      if suspects[Int(field.key.rawValue)] & 1 &<< field.kind.rawValue == 0 { continue }
      if !isPlain(field) { return true }
    }
    return false
  }

  /// Values under well-known keys that nobody can read.
  package var unreadableCount: Int {
    var count = 0
    forEachUnreadable { _, _ in count += 1 }
    return count
  }

  /// Calls `body` with each value under a well-known key, at the top level or in `metadata`, `data` or
  /// `payload`, that nobody can read as what the key is to hold; of equal keys with the last.
  package func forEachUnreadable(_ body: (_ key: Key, _ value: borrowing JSONView) -> Void) {
    var seen = Event.Keys()
    var found: [Int] = []
    for index in fields.indices.reversed() {
      let key = fields[index].key
      if key == .unknown || seen.contains(key) { continue }
      seen.insert(key)
      if isUnreadable(fields[index]) || Key.containers.contains(key) { found.append(index) }
    }
    for index in found.reversed() {
      let (key, view) = (fields[index].key, view(of: fields[index]))
      if Key.containers.contains(key) { view.forEachUnreadable(body) } else { body(key, view) }
    }
  }

  private func isUnreadable(_ field: Field) -> Bool {
    let key = field.key
    if KeyMeaning.suspects[Int(key.rawValue)] & 1 &<< field.kind.rawValue == 0 { return false }
    // Names that stand beside the name of the event are details of it.
    if key.meaning == .name && nameID != .none { return false }
    return !key.canRead(view(of: field))
  }

  private static let timeKeys = Event.Keys(Key.timeKeys)

  /// Whether the value is one of those that nearly all lines have, and that can be read.
  private func isPlain(_ field: Field) -> Bool {
    switch (field.key.meaning, field.kind) {
    case (.time, _): return hasOwnTime
    case (.name, _): return nameID != .none
    case (.count, .integer): return field.valueLength < 19
    case (.outcome, .string): return Self.plainWords.contains(ShortText(view(of: field)))
    case (.seconds, .decimal), (.milliseconds, .decimal), (.amount, .decimal):
      // Without an exponent it takes more digits to be beyond every Double.
      return field.valueLength < 300 && !view(of: field).hasExponent
    default: return false
    }
  }

  /// Most words for how something ended, as most producers write them.
  private static let plainWords = Set(
    [
      "pass", "passed", "ok", "success", "completed", "done", "closed", "yes", "fail", "failed",
      "failure", "error", "no", "skipped", "partial", "timeout", "running", "started", "open",
    ].map { ShortText($0) })
}

extension ShortText: Hashable {
  package func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
}

extension JSONView {
  fileprivate var hasExponent: Bool {
    for index in text.indices where text[index] | 0x20 == UInt8(ascii: "e") { return true }
    return false
  }

  /// As `Event.forEachUnreadable`, of the members of a nested object.
  fileprivate func forEachUnreadable(_ body: (_ key: Key, _ value: borrowing JSONView) -> Void) {
    forEachKnownMember { key, value in
      if key.meaning == .name || Key.topLevelOnly.contains(key) || key.canRead(value) { return }
      body(key, value)
    }
  }
}
