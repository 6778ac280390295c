/// Characters of a kind, as ranges of their numbers.
struct ScalarSet: Sendable, Equatable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private(set) var isInverted = false

  init(_ ranges: [ClosedRange<UInt32>] = []) { self.ranges = ranges }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  /// Letters and digits of ASCII, and `_`.
  static let word = ScalarSet([48...57, 65...90, 95...95, 97...122])
  static let digit = ScalarSet([48...57])
  static let space = ScalarSet([9...13, 32...32])
  /// Every character but the end of a line.
  static let any = ScalarSet([10...10]).inverted

  /// All that are not in it.
  var inverted: ScalarSet {
    var other = self
    other.isInverted.toggle()
    return other
  }

  func contains(_ scalar: UInt32) -> Bool {
    for range in ranges where range.contains(scalar) { return !isInverted }
    return isInverted
  }

  /// Adds what another set has, which is not inverted.
  mutating func add(_ other: ScalarSet) { ranges += other.ranges }

  /// The letters of ASCII in both sizes.
  var withBothCases: ScalarSet {
    var both = self
    for range in ranges {
      for (first, last, other) in [(UInt32(65), UInt32(90), 32), (97, 122, -32)] {
        let low = max(range.lowerBound, first)
        let high = min(range.upperBound, last)
        guard low <= high else { continue }
        both.ranges.append(UInt32(Int(low) + other)...UInt32(Int(high) + other))
      }
    }
    return both
  }
}
