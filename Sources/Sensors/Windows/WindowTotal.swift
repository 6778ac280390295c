import Events

/// What the buckets of a window hold together: kept up while they change and the window moves on,
/// so that whoever asks at every event need not sum up the same buckets again each time.
///
/// It says what summing up would say, to the last bit, and is no part of a state.
struct WindowTotal<Bucket: RingBucket>: Sendable {
  /// Buckets of the window.
  let length: Int64
  /// The number of the last of them.
  private(set) var end = Int64.min
  private(set) var sum = Bucket()
  /// What is known of the sum. Nothing before the window was settled.
  private(set) var remainder = Remainder.unknown

  init(of length: Int64) { self.length = length }

  /// Whether the total counts the bucket of this number.
  func covers(_ number: Int64) -> Bool {
    remainder != .unknown && number <= end && number > end - length
  }

  /// Whether the total must be put right before it tells of a window that ends at this number.
  func isUnsettled(at number: Int64) -> Bool { end < number || remainder != .known }

  /// Whether this is what the buckets of these numbers hold together.
  func answers(_ numbers: ClosedRange<Int64>) -> Bool {
    remainder == .known && numbers.upperBound == end
      && numbers.upperBound - numbers.lowerBound == length - 1
  }

  /// A bucket of the window changes.
  mutating func change<Result>(_ change: (inout Bucket) -> Result) { _ = change(&sum) }

  /// A bucket came in.
  mutating func add(_ bucket: Bucket) { sum.merge(bucket) }

  /// A bucket went out, or is no more.
  mutating func remove(_ bucket: Bucket) {
    if remainder != .unknown { remainder = max(remainder, sum.remove(bucket)) }
  }

  /// The window ends at `number`, after all that came in and went out.
  mutating func move(to number: Int64) { end = number }

  /// The window was summed up anew.
  mutating func restart(at number: Int64, with sum: Bucket) {
    end = number
    self.sum = sum
    remainder = .known
  }
}
