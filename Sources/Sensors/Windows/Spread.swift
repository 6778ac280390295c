import Events

/// Values in millionths, of either sign: exact count, sum and extremes, and quantiles with a
/// relative error below 0.8 %.
///
/// Most seconds have few values: these are kept as they are, in one list. Once there are more of
/// one sign than a distribution keeps exactly, all of them go to two distributions.
struct Spread: RingBucket {
  /// In ascending order; none where there are halves.
  private var values = AscendingValues()
  /// None, or two: the values from zero on, and the magnitudes of those below.
  private var halves: [Distribution] = []

  init() {}

  /// Of two halves of which one has more values than are kept exactly.
  init(positive: Distribution, negative: Distribution) { halves = [positive, negative] }

  /// Every value in ascending order; nil where they went to halves.
  var list: AscendingValues? { halves.isEmpty ? values : nil }
  /// Of the values from zero on, where there are halves.
  var positive: Distribution { halves[0] }
  /// Of the magnitudes below zero, where there are halves.
  var negative: Distribution { halves[1] }

  var isEmpty: Bool { count == 0 }
  var count: Int { halves.isEmpty ? values.count : halves[0].count + halves[1].count }
  /// How many values or buckets are kept.
  var entries: Int { halves.isEmpty ? values.count : halves[0].entries + halves[1].entries }

  mutating func clear() {
    values.removeAll()
    if !halves.isEmpty { halves = [] }
  }

  /// Adds one value in millionths; its magnitude fits 64 bits.
  mutating func record(_ micros: Int64) {
    if halves.isEmpty {
      values.insert(micros)
      if isFull { spill() }
    } else {
      halves[micros < 0 ? 1 : 0].record(Nanoseconds(rawValue: abs(micros)))
    }
  }

  mutating func merge(_ other: Spread) {
    if !other.halves.isEmpty {
      if halves.isEmpty { spill() }
      for half in 0...1 { halves[half].merge(other.halves[half]) }
    } else if halves.isEmpty && values.isEmpty {
      values = other.values
    } else {
      for place in 0..<other.values.count { record(other.values[place]) }
    }
  }

  mutating func remove(_ other: Spread) -> Remainder {
    if halves.isEmpty {
      for place in 0..<other.values.count { values.remove(other.values[place]) }
      return .known
    }
    var remainder = Remainder.known
    for place in 0..<other.values.count {
      let value = other.values[place]
      let magnitude = Nanoseconds(rawValue: abs(value))
      remainder = max(remainder, halves[value < 0 ? 1 : 0].remove(magnitude))
      if remainder == .unknown { return .unknown }
    }
    for half in other.halves.indices {
      remainder = max(remainder, halves[half].remove(other.halves[half]))
    }
    return halves.allSatisfy { $0.count <= Distribution.exactLimit } ? .unknown : remainder
  }

  mutating func unbound() {
    for half in halves.indices { halves[half].unbound() }
  }

  mutating func widen(to part: Spread) {
    guard !halves.isEmpty else { return }
    for half in part.halves.indices { halves[half].widen(toBoundsOf: part.halves[half]) }
    let below = part.values.place(of: -1)
    if below < part.values.count {
      halves[0].widen(toBounds: part.values[below], part.values[part.values.count - 1])
    }
    if below > 0 { halves[1].widen(toBounds: -part.values[below - 1], -part.values[0]) }
  }

  /// Whether there are more values of one sign than a distribution keeps exactly.
  private var isFull: Bool {
    guard values.count > Distribution.exactLimit else { return false }
    let below = values.place(of: -1)
    return max(below, values.count - below) > Distribution.exactLimit
  }

  private mutating func spill() {
    halves = [Distribution(), Distribution()]
    for place in 0..<values.count { record(values[place]) }
    values = AscendingValues()
  }
}

extension Spread {
  /// The mean; nil while nothing is recorded.
  var mean: Double? {
    guard !isEmpty else { return nil }
    var sum = halves.isEmpty ? Int128(0) : positive.sum - negative.sum
    for place in 0..<values.count { sum += Int128(values[place]) }
    return Double(sum) / Double(count) / 1e6
  }

  /// The least value; nil while nothing is recorded.
  var least: Double? {
    if halves.isEmpty { return isEmpty ? nil : Self.value(values[0]) }
    return negative.max.map { Self.value(-$0.rawValue) }
      ?? positive.min.map { Self.value($0.rawValue) }
  }

  /// The greatest value; nil while nothing is recorded.
  var greatest: Double? {
    if halves.isEmpty { return isEmpty ? nil : Self.value(values[count - 1]) }
    return positive.max.map { Self.value($0.rawValue) }
      ?? negative.min.map { Self.value(-$0.rawValue) }
  }

  /// The value that a share of all values do not exceed, by nearest rank; nil while nothing is
  /// recorded. The share counts in millionths, so that no rank is lost to a Double.
  func quantile(_ share: Double) -> Double? {
    guard !isEmpty, share >= 0, share <= 1 else { return nil }
    let millionths = Int((share * 1e6).rounded())
    let (millions, rest) = count.quotientAndRemainder(dividingBy: 1_000_000)
    let rank = max(1, millions * millionths + (rest * millionths + 999_999) / 1_000_000)
    if halves.isEmpty { return Self.value(values[rank - 1]) }
    let below = negative.count
    return rank <= below
      ? negative.value(ofRank: below - rank + 1).map { Self.value(-$0.rawValue) }
      : positive.value(ofRank: rank - below).map { Self.value($0.rawValue) }
  }

  private static func value(_ micros: Int64) -> Double { Double(micros) / 1e6 }
}
