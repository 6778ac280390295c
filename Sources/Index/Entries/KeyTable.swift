import SystemCalls

/// The values that one thread met in its lines, each with a number, and where they stand.
///
/// An open table of numbers over one block of bytes: a String for each value of each line would
/// cost more than everything else.
struct KeyTable {
  private struct Entry {
    let hash: UInt64
    let start: Int
    let kind: UInt8
    let length: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  private var slots: [Int32]

  init() {
    slots = Array(repeating: -1, count: 1 << 12)
    entries.reserveCapacity(1 << 11)
  }

  var count: Int { entries.count }

  /// The number of a value, given on first use.
  mutating func number(_ kind: UInt8, _ value: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = unsafe StableHash.of(value, seed: UInt64(kind))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let found = Int(slots[slot])
      if found < 0 { break }
      let entry = entries[found]
      if entry.hash == hash, entry.kind == kind, entry.length == value.count,
        unsafe isEqual(entry, value)
      {
        return found
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = entries.count
    entries.append(Entry(hash: hash, start: bytes.count, kind: kind, length: value.count))
    unsafe bytes.append(contentsOf: value)
    slots[slot] = Int32(number)
    if entries.count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ entry: Entry, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      // Sound: every entry's bytes lie within the block. An empty value has no address.
      guard let found = bytes.baseAddress, let value = value.baseAddress else { return true }
      return unsafe ByteSearch.areEqual(found + entry.start, value, count: entry.length)
    }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// The value of a number, as it is stored.
  func key(_ number: Int) -> IndexKey {
    let entry = entries[number]
    return IndexKey(entry.kind, Array(bytes[entry.start..<entry.start + entry.length]))
  }

  /// Every number with its key, in the order of the keys.
  func sorted() -> [(key: IndexKey, number: Int)] {
    var all = (0..<count).map { (key: key($0), number: $0) }
    all.sort { $0.key.precedes($1.key) }
    return all
  }
}
