extension Key {
  /// The key that the bytes between two quotes spell; nil for one that is not well known.
  init?(_ bytes: Span<UInt8>, hasEscapes: Bool) {
    let key =
      hasEscapes
      ? Key(spelling: JSONText.string(bytes, hasEscapes: true)) : KeyFinder.shared.key(bytes)
    guard let key else { return nil }
    self = key
  }
}

/// Finds well-known keys by the bytes between their quotes, for members that no parser has numbered.
struct KeyFinder: Sendable {
  static let shared = KeyFinder()

  /// By slot: the number of the key that is there, or that stood in its way; 0 is nobody.
  private var slots = [UInt8](repeating: 0, count: 1 << slotBits)
  private var spellings: [[UInt8]] = [[]]
  private static let slotBits = 10

  private init() {
    for (key, spelling) in Key.catalog {
      let bytes = Array(spelling.utf8)
      spellings.append(bytes)
      var slot = Self.slot(of: bytes.span)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt8(key.rawValue)
    }
  }

  /// The key spelled so; nil for one that is not well known.
  func key(_ bytes: Span<UInt8>) -> Key? {
    var slot = Self.slot(of: bytes)
    while slots[slot] != 0 {
      let number = Int(slots[slot])
      if Self.isEqual(spellings[number], bytes) { return Key(rawValue: UInt16(number)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func isEqual(_ spelling: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    guard spelling.count == bytes.count else { return false }
    for index in bytes.indices where spelling[index] != bytes[index] { return false }
    return true
  }

  private static func slot(of bytes: Span<UInt8>) -> Int {
    var hash = UInt64(truncatingIfNeeded: bytes.count)
    for index in 0..<min(bytes.count, 24) {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3
    }
    return Int(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> UInt64(64 - slotBits))
  }
}
