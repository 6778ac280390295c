import Events

/// Names that many runs share, each a small number; 0 is none.
struct NamePool: Sendable {
  private var numbers: [Label: UInt32] = [:]
  private(set) var names: [Label] = [""]
  /// How many runs have each.
  private(set) var counts: [Int] = [0]

  /// The number of a name, which gets one where it has none.
  mutating func number(of name: String?) -> UInt32 {
    guard let name else { return 0 }
    let label = Label(name)
    if let number = numbers[label] { return number }
    let number = UInt32(names.count)
    numbers[label] = number
    names.append(label)
    counts.append(0)
    return number
  }

  /// The number of a name; nil where no run ever had it.
  func known(_ name: String) -> UInt32? { numbers[Label(name)] }

  mutating func count(_ number: UInt32, by change: Int) { counts[Int(number)] += change }

  /// Those that runs have, in the order of their bytes.
  var used: [(name: String, runs: Int)] {
    names.indices.dropFirst().filter { counts[$0] > 0 }.sorted { names[$0] < names[$1] }
      .map { (names[$0].text, counts[$0]) }
  }
}
