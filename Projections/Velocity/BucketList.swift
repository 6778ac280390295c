/// Every bucket from the first to the last in which something happened, for people to read.
///
/// A state has only the buckets in which something happened. Empty ones are listed, too, up to a
/// limit: one line with a wrong year must not fill a report with centuries of empty hours. Beyond
/// it the longest empty stretches are left out, of equals the earliest first, and said to be.
package struct BucketList: Equatable, Sendable {
  /// Numbers of the listed buckets, ascending.
  package private(set) var listed: [Int] = []
  /// Stretches of empty buckets that are not listed, ascending.
  package private(set) var leftOut: [ClosedRange<Int>] = []

  /// How many empty buckets are listed at most.
  package static let emptyLimit = 50_000

  /// - Parameter filled: numbers of buckets in which something happened, ascending, each once.
  package init(filled: [Int], emptyLimit: Int = Self.emptyLimit) {
    let gaps = zip(filled, filled.dropFirst()).filter { $1 - $0 > 1 }.map { $0 + 1...$1 - 1 }
    var empty = gaps.reduce(0) { $0 + $1.count }
    for gap in gaps.sorted(by: Self.isLeftOutBefore) where empty > emptyLimit {
      leftOut.append(gap)
      empty -= gap.count
    }
    leftOut.sort { $0.lowerBound < $1.lowerBound }

    let gone = Set(leftOut.map(\.lowerBound))
    var last: Int?
    for bucket in filled {
      if let last, !gone.contains(last + 1) { listed += last + 1..<bucket }
      listed.append(bucket)
      last = bucket
    }
  }

  private static func isLeftOutBefore(_ one: ClosedRange<Int>, _ other: ClosedRange<Int>) -> Bool {
    (other.count, one.lowerBound) < (one.count, other.lowerBound)
  }
}
