package import TLM

/// Names that many runs share, each a small number; 0 is none.
package struct NamePool: Sendable {
  private var numbers: [Label: UInt32] = [:]
  package private(set) var names: [Label] = [""]
  /// How many runs have each.
  private var counts: [Int] = [0]

  /// The number of a name, which gets one where it has none; what is no text names nothing.
  mutating func number(of name: Value) -> UInt32 {
    guard let label = Label(name.text) else { return 0 }
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

  /// Which numbers are those of names, by number; nil where no name is asked for.
  func areWanted(_ names: [String]) -> [Bool]? {
    if names.isEmpty { return nil }
    var wanted = [Bool](repeating: false, count: self.names.count)
    for name in names {
      if let number = known(name) { wanted[Int(number)] = true }
    }
    return wanted
  }

  /// Those that runs have, in the order of their bytes.
  package var used: [(name: String, runs: Int)] {
    names.indices.dropFirst().filter { counts[$0] > 0 }.sorted { names[$0] < names[$1] }
      .map { (names[$0].text, counts[$0]) }
  }
}
