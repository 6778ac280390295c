/// Numbers of texts that were met, found by the bytes of a line without a copy of them.
struct TextNumbers: Sendable {
  private struct Entry: Sendable {
    let hash: UInt64
    /// Where its bytes stand among all.
    let start: Int
    let count: Int
    let number: Int
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// The place of an entry and one more; 0 where there is none.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The number of a text; nil where it was not met before.
  func number(of text: Span<UInt8>) -> Int? {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, isEqual(entry, text) { return entry.number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func add(_ text: Span<UInt8>, number: Int) {
    let start = bytes.count
    for index in text.indices { bytes.append(text[index]) }
    entries.append(
      Entry(hash: Self.hash(text), start: start, count: text.count, number: number))
    if 2 * entries.count > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 4)
      for place in entries.indices { put(place) }
    } else {
      put(entries.count - 1)
    }
  }

  private mutating func put(_ place: Int) {
    var slot = Int(truncatingIfNeeded: entries[place].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(place + 1)
  }

  private func isEqual(_ entry: Entry, _ text: Span<UInt8>) -> Bool {
    guard entry.count == text.count else { return false }
    for index in text.indices where bytes[entry.start + index] != text[index] { return false }
    return true
  }

  /// Eight bytes at a time; the last eight may be some of those before them.
  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    let count = text.count
    var hash = mixed(UInt64(truncatingIfNeeded: count))
    if count < 8 {
      var rest: UInt64 = 0
      for index in text.indices { rest = rest << 8 | UInt64(text[index]) }
      return mixed(hash ^ rest)
    }
    var index = 0
    while index < count - 8 {
      hash = mixed(hash ^ word(text, index))
      index += 8
    }
    return mixed(hash ^ word(text, count - 8))
  }

  private static func word(_ text: Span<UInt8>, _ index: Int) -> UInt64 {
    // Sound: whoever asks has seen that eight bytes stand there.
    unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  private static func mixed(_ hash: UInt64) -> UInt64 {
    let product = hash &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}
