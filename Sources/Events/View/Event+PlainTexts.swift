extension Event {
  /// The texts that folds of issues ask for at nearly every event, found in one pass over its fields.
  package struct PlainTexts: Sendable {
    /// Whether they are all that the event says of these: each stands, if at all, once, as a text
    /// under its first spelling. Else they are to be asked for one by one.
    package fileprivate(set) var arePlain = true
    @usableFromInline var all = InlineArray<6, ShortText>(repeating: .absent)

    /// What is found.
    package enum Kind: Int, Sendable { case phase, tool, issue, issueType, session, run }

    /// The text of a kind.
    @inlinable package subscript(kind: Kind) -> ShortText { all[kind.rawValue] }

    @inline(__always)
    fileprivate subscript(slot: Int) -> ShortText {
      get { all[slot] }
      set { all[slot] = newValue }
    }
  }

  /// Whether the event could name an issue; most events do not.
  package var mayNameIssue: Bool { !present.isDisjoint(with: PlainTexts.ofIssue) }

  /// The texts, where the event is as most are.
  package var plainTexts: PlainTexts {
    var texts = PlainTexts()
    guard present.isDisjoint(with: PlainTexts.others) else {
      texts.arePlain = false
      return texts
    }
    let (line, fields, slots) = (line, fields, PlainTexts.slots)
    var seen = 0
    for index in fields.indices {
      let field = fields[index]
      let slot = slots[Int(field.bits & 0xFF)]
      if slot == 0 { continue }
      let isFirst = seen & 1 << slot == 0
      seen |= 1 << slot
      let isPlain = field.kind == .null || field.kind == .string && !field.hasEscapes
      guard isFirst && isPlain else {
        texts.arePlain = false
        return texts
      }
      let count = field.kind == .null ? 0 : Int(field.valueLength)
      if count > 0 {
        let start = Int(field.valueStart)
        texts[slot - 1] = ShortText(plain: line.extracting(start..<start + count))
      }
    }
    return texts
  }
}

extension Event.PlainTexts {
  private static let spellings: [Spelling] = [
    .phase, CorrelationKey.tool.spelling, CorrelationKey.issue.spelling, .issueType,
    CorrelationKey.session.spelling, CorrelationKey.run.spelling,
  ]

  /// By the number of a key, the number of its text; 0 for those without.
  fileprivate static let slots: [Int] = {
    precondition(Key.numberLimit <= 256, "numbers of keys have eight bits")
    var slots = Array(repeating: 0, count: 256)
    for (slot, spelling) in spellings.enumerated() {
      slots[Int(spelling.keys[0].rawValue)] = slot + 1
    }
    return slots
  }()

  fileprivate static let ofIssue = CorrelationKey.issue.spelling.reachable

  /// Where else these may stand.
  fileprivate static let others = Event.Keys(
    spellings.flatMap { $0.keys.dropFirst() } + Key.containers)
}
