extension EventCounts {
  /// Events that were kept for others that were not.
  ///
  /// What they stand for is summed up in thousand-millionths of an event, as a whole number, so that
  /// the order of the log does not matter.
  public struct Sample: Codable, Sendable, Equatable {
    /// How many were kept.
    public private(set) var count = 0
    /// What they stand for beyond themselves, in thousand-millionths.
    private var excess: Int128 = 0

    private static let unit: Int64 = 1_000_000_000

    /// How many others they stand for, rounded.
    var others: Int {
      let unit = Int128(Self.unit)
      return Int(clamping: (excess + unit / 2) / unit)
    }

    /// With one more.
    ///
    /// - Parameter rate: at least a thousand-millionth, so that one over it is at most 10¹⁸ of these.
    func adding(_ rate: Double) -> Sample {
      var sum = self
      sum.count += 1
      let weight = (Double(Self.unit) / rate).rounded(.toNearestOrAwayFromZero)
      sum.excess += Int128(Int64(weight) - Self.unit)
      return sum
    }
  }
}
