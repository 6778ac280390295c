/// The groups of texts that were met, found by the bytes of a line without a copy of them.
struct TextGroups: Sendable {
  private struct Entry: Sendable {
    let hash: UInt64
    /// Where its bytes stand among all.
    let start: Int
    let count: Int
    let group: Int
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// The number of an entry and one more; 0 where there is none.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The group of a text; nil where it was not met before.
  func group(of text: Span<UInt8>) -> Int? {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, isEqual(entry, text) { return entry.group }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func add(_ text: Span<UInt8>, group: Int) {
    let start = bytes.count
    for index in text.indices { bytes.append(text[index]) }
    entries.append(
      Entry(hash: Self.hash(text), start: start, count: text.count, group: group))
    if 2 * entries.count > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 4)
      for number in entries.indices { put(number) }
    } else {
      put(entries.count - 1)
    }
  }

  private mutating func put(_ number: Int) {
    var slot = Int(truncatingIfNeeded: entries[number].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }

  private func isEqual(_ entry: Entry, _ text: Span<UInt8>) -> Bool {
    guard entry.count == text.count else { return false }
    for index in text.indices where bytes[entry.start + index] != text[index] { return false }
    return true
  }

  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01b3 }
    return hash ^ hash >> 29
  }
}
