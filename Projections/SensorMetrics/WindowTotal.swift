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
  /// False before the window was settled, and where something left that cannot be taken out.
  private(set) var isKnown = false

  init(of length: Int64) { self.length = length }

  /// Whether the total counts the bucket of this number.
  func covers(_ number: Int64) -> Bool {
    isKnown && number <= end && number > end - length
  }

  /// Whether this is what the buckets of these numbers hold together.
  func answers(_ numbers: ClosedRange<Int64>) -> Bool {
    isKnown && numbers.upperBound == end && numbers.upperBound - numbers.lowerBound == length - 1
  }

  /// A bucket of the window changes.
  mutating func change<Result>(_ change: (inout Bucket) -> Result) { _ = change(&sum) }

  /// A bucket of the window is no more.
  mutating func remove(_ bucket: Bucket) {
    if isKnown && !sum.remove(bucket) { isKnown = false }
  }

  /// The window ends at `number` from now on; the buckets that come in and those that go out are
  /// the caller's to tell.
  mutating func add(_ bucket: Bucket) { sum.merge(bucket) }
  mutating func move(to number: Int64) { end = number }

  /// The window is summed up anew.
  mutating func restart(at number: Int64, with sum: Bucket) {
    end = number
    self.sum = sum
    isKnown = true
  }
}
