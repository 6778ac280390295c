extension Event {
  /// The texts that folds of issues ask for at nearly every event, found in one pass over its fields.
  package struct PlainTexts: Sendable {
    /// Whether they are all that the event says of these: each stands, if at all, once, as a text
    /// under its first spelling. Else they are to be asked for one by one.
    package fileprivate(set) var arePlain = true
    @usableFromInline var all = InlineArray<6, ShortText>(repeating: .absent)

    /// What is found, in the order of the numbers of their keys.
    package enum Kind: Int, Sendable { case tool, session, run, issue, issueType, phase }

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
    let (line, fields, keys) = (line, fields, PlainTexts.keys)
    var seen = 0
    for index in fields.indices {
      let field = fields[index]
      let number = UInt64(field.bits & 0xFFFF)
      if number > 63 || keys &>> number & 1 == 0 { continue }
      let slot = (keys & ((1 &<< number) &- 1)).nonzeroBitCount
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
        texts[slot] = ShortText(plain: line.extracting(start..<start + count))
      }
    }
    return texts
  }
}

extension Event.PlainTexts {
  private static let spellings: [Spelling] = [
    CorrelationKey.tool.spelling, CorrelationKey.session.spelling, CorrelationKey.run.spelling,
    CorrelationKey.issue.spelling, .issueType, .phase,
  ]

  /// The keys, each by a bit: so many bits below it as there are kinds before its own.
  fileprivate static let keys: UInt64 = {
    let numbers = spellings.map { $0.keys[0].rawValue }
    precondition(numbers == numbers.sorted() && numbers[5] < 64, "kinds are in the order of keys")
    return numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }()

  fileprivate static let ofIssue = CorrelationKey.issue.spelling.reachable

  /// Where else these may stand.
  fileprivate static let others = Event.Keys(
    spellings.flatMap { $0.keys.dropFirst() } + Key.containers)
}
