/// A set of numbers, nearly all of which are small.
struct NumberSet: Sendable, Equatable {
  /// Those below 64.
  private var small: UInt64 = 0
  private var others: Set<Int> = []

  var isEmpty: Bool { small == 0 && others.isEmpty }

  func contains(_ number: Int) -> Bool {
    number < 64 ? small & 1 << UInt64(number) != 0 : others.contains(number)
  }

  mutating func insert(_ number: Int) {
    if number < 64 { small |= 1 << UInt64(number) } else { others.insert(number) }
  }

  func forEach(_ body: (Int) -> Void) {
    for number in 0..<64 where small & 1 << UInt64(number) != 0 { body(number) }
    for number in others { body(number) }
  }
}
