/// Whether a number per bucket becomes greater or less: the slope of the line that fits it best,
/// by least squares over the buckets' places, as a share of the mean.
///
/// Buckets in which nothing happened count as 0 and cost nothing, however many they are. Sums are
/// exact; only the slope that is shown is rounded.
package struct Trend: Equatable, Sendable {
  /// The slope divided by the mean; nil with fewer than three buckets or where the mean is 0.
  package let slope: Double?
  /// `increasing` above 0.05, `decreasing` below −0.05, else `stable`.
  package let word: String
  /// Whether it tells of enough: of at least eight in the buckets that count.
  package let isClear: Bool

  /// Fewer are too little to tell a trend from.
  private static let fewest: Int128 = 8

  /// - Parameters:
  ///   - counts: buckets in which something happened, with how often.
  ///   - buckets: from the first to the last, empty ones included.
  ///   - partial: buckets that are left out.
  package init(
    _ counts: [(bucket: Int, count: Int)], in buckets: ClosedRange<Int>?, without partial: [Int]
  ) {
    let partial = Set(partial).filter { buckets?.contains($0) ?? false }.sorted()
    let n = Int128(buckets?.count ?? 0) - Int128(partial.count)
    var sum: Int128 = 0  // Σ y
    var moment: Int128 = 0  // Σ x·y
    for (bucket, count) in counts where !partial.contains(bucket) {
      let place = bucket - (buckets?.lowerBound ?? 0) - partial.count { $0 < bucket }
      sum += Int128(count)
      moment += Int128(place) * Int128(count)
    }
    isClear = sum >= Self.fewest
    guard n >= 3, sum > 0 else {
      (slope, word) = (nil, "stable")
      return
    }
    let places = n * (n - 1) / 2  // Σ x
    let squares = places * (2 * n - 1) / 3  // Σ x²
    // (n·Σxy − Σx·Σy) ÷ (n·Σx² − (Σx)²) is the slope, Σy ÷ n the mean.
    let rise = (n * moment - places * sum) * n
    let run = (n * squares - places * places) * sum
    slope = Double(rise) / Double(run)
    word = rise * 20 > run ? "increasing" : rise * 20 < -run ? "decreasing" : "stable"
  }
}
