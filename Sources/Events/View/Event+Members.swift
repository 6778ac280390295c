extension Event {
  /// The value of the member at a place of `fields`.
  @_lifetime(copy self)
  package func view(member index: Int) -> JSONView { view(of: fields[index]) }

  /// The members that count, of equal names the last, owned; a number beyond every Double is its text.
  package var exactMembers: [Member] {
    var members: [Member] = []
    for index in fields.indices where isLastMember(index) {
      members.append(Member(name(of: fields[index]), view(member: index).exactValue))
    }
    return members
  }

  /// Whether it is plain to see that no two members have the same name, so that each of them counts;
  /// false says nothing.
  package var areNamesPlainlyDistinct: Bool {
    var known = 0
    var seen: UInt64 = 0
    for index in fields.indices {
      let field = fields[index]
      guard !field.keyHasEscapes, let length = field.shortKeyLength else { return false }
      if field.key != .unknown {
        known += 1
        continue
      }
      // Equal names fall together, and few others do.
      let start = Int(field.keyStart)
      let ends = length == 0 ? 0 : Int(line[start]) &* 7 &+ Int(line[start + length - 1])
      let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: ends &* 13 &+ length)
      if seen & bit != 0 { return false }
      seen |= bit
    }
    return known == present.count
  }

  /// Whether the member at a place counts: of equal names the last does.
  package func isLastMember(_ index: Int) -> Bool {
    let field = fields[index]
    var later = index + 1
    while later < fields.count {
      let other = fields[later]
      later += 1
      if field.key != other.key && !field.keyHasEscapes && !other.keyHasEscapes { continue }
      if field.keyHasEscapes || other.keyHasEscapes {
        if name(of: field).utf8.elementsEqual(name(of: other).utf8) { return false }
      } else if field.key != .unknown || hasEqualKeys(field, other) {
        return false
      }
    }
    return true
  }

  private func hasEqualKeys(_ field: Field, _ other: Field) -> Bool {
    guard field.shortKeyLength == other.shortKeyLength else { return false }
    guard let count = field.shortKeyLength else { return name(of: field) == name(of: other) }
    let (start, second) = (Int(field.keyStart), Int(other.keyStart))
    for offset in 0..<count where line[start + offset] != line[second + offset] { return false }
    return true
  }
}
