import Events

/// What one aggregate has come to so far. What comes of parts is the same in whatever order they are
/// merged.
enum Accumulator: Sendable {
  case count(Int)
  case sum(ExactSum, durations: Int128, lengths: Int)
  case extreme(Datum, isLeast: Bool)
  /// The value that stands first, or last, and where it stands.
  case end(Datum, Int64, isFirst: Bool)
  case distinct(Set<Datum>)
  case sketch(NumberSketch, Distribution)

  init(_ kind: Aggregate.Kind) {
    switch kind {
    case .count: self = .count(0)
    case .sum, .avg: self = .sum(ExactSum(), durations: 0, lengths: 0)
    case .min: self = .extreme(.missing, isLeast: true)
    case .max: self = .extreme(.missing, isLeast: false)
    case .first: self = .end(.missing, 0, isFirst: true)
    case .last: self = .end(.missing, 0, isFirst: false)
    case .distinct: self = .distinct([])
    case .percentile: self = .sketch(NumberSketch(), Distribution())
    }
  }

  /// Counts one more event.
  mutating func count() { if case .count(let count) = self { self = .count(count + 1) } }

  /// Takes in the value of an event, which is not missing. True where that is one more value that has
  /// to be kept.
  mutating func add(_ datum: Datum, at position: Int64) -> Bool {
    switch self {
    case .count(let count):
      if datum != .flag(false) { self = .count(count + 1) }
    case .sum(var sum, let durations, let lengths):
      self = .count(0)
      if case .duration(let length) = datum {
        self = .sum(sum, durations: durations + Int128(length), lengths: lengths + 1)
      } else {
        sum.add(datum)
        self = .sum(sum, durations: durations, lengths: lengths)
      }
    case .extreme(let found, let isLeast):
      let isBetter = found.isMissing || (isLeast ? datum.precedes(found) : found.precedes(datum))
      if isBetter { self = .extreme(datum.plain, isLeast: isLeast) }
    case .end(let found, let place, let isFirst):
      let isBetter = found.isMissing || (isFirst ? position < place : position > place)
      if isBetter { self = .end(datum, position, isFirst: isFirst) }
    case .distinct(var values):
      self = .count(0)
      let isNew = values.insert(datum.plain).inserted
      self = .distinct(values)
      return isNew
    case .sketch(var numbers, var lengths):
      self = .count(0)
      if case .duration(let length) = datum {
        lengths.record(Nanoseconds(rawValue: length))
      } else if let number = datum.double {
        numbers.add(number)
      }
      self = .sketch(numbers, lengths)
    }
    return false
  }

  mutating func merge(_ other: Accumulator) {
    switch (self, other) {
    case (.count(let one), .count(let two)): self = .count(one + two)
    case (.sum(var one, let durations, let lengths), .sum(let two, let others, let more)):
      one.merge(two)
      self = .sum(one, durations: durations + others, lengths: lengths + more)
    case (.extreme, .extreme(let datum, _)) where !datum.isMissing: _ = add(datum, at: 0)
    case (.end, .end(let datum, let place, _)) where !datum.isMissing: _ = add(datum, at: place)
    case (.distinct(var one), .distinct(let two)):
      self = .count(0)
      one.formUnion(two)
      self = .distinct(one)
    case (.sketch(var numbers, var lengths), .sketch(let others, let more)):
      self = .count(0)
      numbers.merge(others)
      lengths.merge(more)
      self = .sketch(numbers, lengths)
    default: break
    }
  }

  /// Distinct values that are kept.
  var kept: Int { if case .distinct(let values) = self { values.count } else { 0 } }

  /// What it has come to.
  func datum(_ kind: Aggregate.Kind) -> Datum {
    switch self {
    case .count(let count): return .whole(Int64(count))
    case .sum(let sum, let durations, let lengths):
      let isMean = kind == .avg
      if sum.count > 0 || lengths == 0 { return isMean ? sum.mean : sum.datum }
      let total = isMean ? Self.mean(durations, lengths) : durations
      // Centuries are told in seconds.
      return Int64(exactly: total).map(Datum.duration) ?? .decimal(Double(total) / 1e9)
    case .extreme(let datum, _), .end(let datum, _, _): return datum
    case .distinct(let values): return .whole(Int64(values.count))
    case .sketch(let numbers, let lengths):
      guard case .percentile(let share) = kind else { return .missing }
      if let number = numbers.percentile(share) { return .decimal(number) }
      if lengths.count == 0 { return .missing }
      let rank = Rank.nearest(share, of: lengths.count)
      return lengths.value(ofRank: rank).map { .duration($0.rawValue) } ?? .missing
    }
  }

  /// Rounded half away from zero.
  private static func mean(_ sum: Int128, _ count: Int) -> Int128 {
    let (whole, rest) = sum.magnitude.quotientAndRemainder(dividingBy: UInt128(count))
    let rounded = Int128(whole) + (2 * rest >= UInt128(count) ? 1 : 0)
    return sum < 0 ? -rounded : rounded
  }
}
