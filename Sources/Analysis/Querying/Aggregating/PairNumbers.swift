/// Numbers for pairs of numbers, in the order in which they are met, the first being 0.
struct PairNumbers: Sendable {
  /// The pairs by their numbers.
  private var pairs: [UInt64] = []
  /// The number of a pair and one more; 0 where there is none.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The number of a pair, which is given one if it was not met before.
  mutating func number(of left: Int, _ right: Int) -> Int {
    let pair = UInt64(truncatingIfNeeded: left) << 32 | UInt64(truncatingIfNeeded: right)
    var slot = slot(of: pair)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if pairs[number] == pair { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    pairs.append(pair)
    slots[slot] = UInt32(pairs.count)
    if 2 * pairs.count > slots.count { grow() }
    return pairs.count - 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for (number, pair) in pairs.enumerated() {
      var slot = slot(of: pair)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private func slot(of pair: UInt64) -> Int {
    let product = pair &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product >> 32) & (slots.count - 1)
  }
}
