/// Some runs of a table by their numbers, a bit each.
package struct RunSet: Sendable {
  /// Of which table the numbers are.
  let generation: Int
  private var words: [UInt64] = []

  init(of generation: Int) { self.generation = generation }

  func contains(_ number: Int) -> Bool {
    let word = number / UInt64.bitWidth
    return word < words.count && words[word] & Self.bit(number) != 0
  }

  mutating func insert(_ number: Int) {
    let word = number / UInt64.bitWidth
    if word >= words.count { words += Array(repeating: 0, count: word + 1 - words.count) }
    words[word] |= Self.bit(number)
  }

  private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number % UInt64.bitWidth) }
}
