/// The keys of rows, each at a place: their bytes lie one after the other, because a string of its
/// own for each of a million keys would take more room than the rows.
struct RowKeys: Sendable {
  private var texts = TextArena()
  /// Where the text of each place lies; nowhere for a place without a key.
  private var spans = ChunkedArray<TextArena.Span>()
  /// Places, each one more than it is, by hash; 0 is free. Its length is a power of two.
  private var table: ContiguousArray<UInt32> = []
  private var count = 0

  /// Where a key stands; nil if it is not there.
  func place(of key: Label) -> Int? {
    guard count > 0 else { return nil }
    var slot = slot(hashing: key)
    while table[slot] != 0 {
      let place = Int(table[slot]) - 1
      if texts.holds(key, at: spans[place]) { return place }
      slot = next(slot)
    }
    return nil
  }

  /// Whether a place is that of a key.
  func holds(_ key: Label, at place: Int) -> Bool {
    spans[place] != .none && texts.holds(key, at: spans[place])
  }

  /// The key at a place that has one.
  func key(at place: Int) -> Label { texts.label(spans[place]) }

  /// Puts a key that is not there at a place that has none, or at the next new one.
  mutating func insert(_ key: Label, at place: Int) {
    if 8 * (count + 1) > 5 * table.count { grow() }
    let span = texts.append(key)
    if place == spans.count { spans.append(span) } else { spans[place] = span }
    count += 1
    file(place, from: slot(hashing: key))
  }

  /// Takes the key from its place.
  mutating func remove(at place: Int) {
    let span = spans[place]
    unfile(place)
    spans[place] = .none
    count -= 1
    if texts.drop(span) { repack() }
  }
}

extension RowKeys {
  private mutating func file(_ place: Int, from first: Int) {
    var slot = first
    while table[slot] != 0 { slot = next(slot) }
    table[slot] = UInt32(place + 1)
  }

  /// Frees the slot of a place, and moves those behind it that would not be found any more.
  private mutating func unfile(_ place: Int) {
    var hole = slot(of: place)
    while Int(table[hole]) != place + 1 { hole = next(hole) }
    table[hole] = 0
    var slot = next(hole)
    while table[slot] != 0 {
      let moved = table[slot]
      let home = self.slot(of: Int(moved) - 1)
      let distance = (slot - home) & (table.count - 1)
      if distance >= (slot - hole) & (table.count - 1) {
        table[hole] = moved
        table[slot] = 0
        hole = slot
      }
      slot = next(slot)
    }
  }

  private mutating func grow() {
    table = ContiguousArray(repeating: 0, count: max(16, 2 * table.count))
    for place in 0..<spans.count where spans[place] != .none { file(place, from: slot(of: place)) }
  }

  /// Copies what is left of the texts, so that the room of removed ones is given back.
  private mutating func repack() {
    var packed = TextArena()
    for place in 0..<spans.count where spans[place] != .none {
      spans[place] = packed.append(texts.label(spans[place]))
    }
    texts = packed
  }

  private func slot(hashing key: Label) -> Int {
    var hasher = Hasher()
    TextArena.hash(key, into: &hasher)
    return hasher.finalize() & (table.count - 1)
  }

  private func slot(of place: Int) -> Int {
    var hasher = Hasher()
    texts.hash(spans[place], into: &hasher)
    return hasher.finalize() & (table.count - 1)
  }

  private func next(_ slot: Int) -> Int { (slot + 1) & (table.count - 1) }
}
