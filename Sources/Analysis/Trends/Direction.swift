import TLM

/// Whether numbers of periods become greater or less, by the definition of the trend of completions:
/// the slope of the line that fits best, as a share of the mean.
package struct Direction: Sendable, Equatable {
  /// The slope over the places of periods divided by the mean; nil where it says nothing.
  package let slope: Double?
  /// `increasing`, `decreasing` or `stable`.
  package let word: String
  /// Whether it tells of enough: of at least eight things.
  package let isClear: Bool

  private static let threshold = 0.05
  private static let fewest = 8

  /// Of counts, exact; a period without any counts as 0.
  init(counting values: [Int: Int], in buckets: ClosedRange<Int>?, without partial: Set<Int>) {
    let counts = values.sorted { $0.key < $1.key }.map { (bucket: $0.key, count: $0.value) }
    let trend = Trend(counts, in: buckets, without: Array(partial))
    (slope, word, isClear) = (trend.slope, trend.word, trend.isClear)
  }

  /// Of other numbers; a period without one is left out, and the others stay at their places.
  ///
  /// - Parameter values: by bucket, each with how many things it rests on.
  init(
    fitting values: [Int: (value: Double, weight: Int)], in buckets: ClosedRange<Int>?,
    without partial: Set<Int>
  ) {
    let left = partial.filter { buckets?.contains($0) ?? false }.sorted()
    let points = values.filter { !partial.contains($0.key) }.sorted { $0.key < $1.key }
      .map { bucket, point in
        let place = bucket - (buckets?.lowerBound ?? 0) - left.count { $0 < bucket }
        return (x: Double(place), y: point.value, weight: point.weight)
      }
    isClear = points.reduce(0) { $0 + $1.weight } >= Self.fewest
    let n = Double(points.count)
    let mean = points.reduce(0) { $0 + $1.y } / n
    guard points.count >= 3, mean != 0 else {
      (slope, word) = (nil, "stable")
      return
    }
    let middle = points.reduce(0) { $0 + $1.x } / n
    let rise = points.reduce(0) { $0 + ($1.x - middle) * ($1.y - mean) }
    let run = points.reduce(0) { $0 + ($1.x - middle) * ($1.x - middle) }
    let slope = rise / run / mean
    self.slope = slope
    word =
      slope > Self.threshold ? "increasing" : slope < -Self.threshold ? "decreasing" : "stable"
  }
}
