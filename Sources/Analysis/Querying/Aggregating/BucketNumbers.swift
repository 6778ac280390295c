import TLM

/// Numbers for the buckets of time that events are of, in the order in which they are met.
struct BucketNumbers: Sendable {
  private let every: Every
  private let zone: Zone
  /// By the beginnings of the buckets.
  private var numbers: [Int64: Int] = [:]
  /// The bucket of the last event, and its number: most are of the same one.
  private var last: (bucket: Range<Int64>, number: Int)?

  init(_ every: Every, in zone: Zone) {
    self.every = every
    self.zone = zone
  }

  /// The number of an event's bucket, which is given one if it was not met before; nil for an event
  /// without a time.
  mutating func number(of event: borrowing Event) -> Int? {
    guard let time = event.time?.rawValue else { return nil }
    if let last, last.bucket.contains(time) { return last.number }
    let bucket = every.bucket(of: time, in: zone)
    let number = numbers[bucket.lowerBound] ?? numbers.count
    numbers[bucket.lowerBound] = number
    last = (bucket, number)
    return number
  }

  /// Where the bucket of the last event begins; nil before the first.
  var start: Int64? { last?.bucket.lowerBound }
}
