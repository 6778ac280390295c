/// How often each rule fired, and how much was cut.
public struct RedactionReport: Sendable, Equatable {
  /// Findings by the name of their rule: `github`, `password`, a pattern's own name.
  public private(set) var counts: [String: Int] = [:]
  /// Texts that were cut because they were longer than their limit.
  public private(set) var truncatedTexts = 0
  /// Bytes that were cut off them.
  public private(set) var truncatedBytes = 0

  /// A report of nothing.
  public init() {}

  /// Whether nothing was hidden or cut.
  public var isEmpty: Bool { counts.isEmpty && truncatedTexts == 0 }

  /// The counts by the order of their names, as whoever writes them down wants them.
  public var sortedCounts: [(rule: String, count: Int)] {
    counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Adds what another report has counted.
  public mutating func add(_ other: RedactionReport) {
    counts.merge(other.counts) { Self.sum($0, $1) }
    truncatedTexts = Self.sum(truncatedTexts, other.truncatedTexts)
    truncatedBytes = Self.sum(truncatedBytes, other.truncatedBytes)
  }

  mutating func note(_ rule: String) { counts[rule, default: 0] += 1 }

  mutating func note(truncated bytes: Int) {
    truncatedTexts += 1
    truncatedBytes = Self.sum(truncatedBytes, bytes)
  }

  /// Counts stay at the greatest number there is.
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge ? .max : sum
  }
}
