import Events

/// Buckets of time, each found by its number: those touched last are kept.
///
/// At its limit a new bucket puts out the one whose last touch is longest ago, by arrival and not
/// by time, so an event from a wrong year costs one bucket and no more.
struct Ring<Bucket: RingBucket>: Sendable {
  /// Where a bucket belongs. Apart from the buckets, so that looking for one touches few bytes.
  struct Slot {
    var number: Int64
    /// Neighbours in the order of touches, and the next slot of the same chain; -1 for none.
    var older: Int16 = -1
    var newer: Int16 = -1
    var next: Int16 = -1
  }

  private(set) var slots: [Slot] = []
  /// In the order of the slots.
  private(set) var buckets: [Bucket] = []
  /// The first slot of each chain: buckets whose numbers end in the same bits.
  private var heads: [Int16] = []
  private var oldest: Int16 = -1
  private var newest: Int16 = -1
  /// The greatest number that was ever touched, to find the last bucket without a search.
  private(set) var highest = Int64.min
  /// Of the windows that are asked for again and again.
  var totals: [WindowTotal<Bucket>] = []

  /// Buckets that are kept.
  static var limit: Int { 3600 }
  private static var chains: Int64 { 4096 }

  /// Changes the bucket of this number, which begins empty. What the change does to the bucket it
  /// also does to the totals that count it.
  mutating func touch<Result>(
    _ number: Int64, _ change: (inout Bucket) -> Result
  ) -> Result {
    if newest < 0 || slots[Int(newest)].number != number { select(number) }
    for place in totals.indices where totals[place].covers(number) { totals[place].change(change) }
    return change(&buckets[Int(newest)])
  }

  /// The bucket of this number; nil if it was never touched, or put out since.
  subscript(number: Int64) -> Bucket? {
    let place = place(of: number)
    return place < 0 ? nil : buckets[place]
  }

  /// What the buckets of these numbers hold together, and the greatest number among those that
  /// hold something. Their order does not matter.
  func sum(_ numbers: ClosedRange<Int64>) -> (total: Bucket, last: Int64?) {
    var total = Bucket()
    var last: Int64?
    forEach(numbers) { number, bucket in
      guard !bucket.isEmpty else { return }
      total.merge(bucket)
      last = max(last ?? number, number)
    }
    return (total, last)
  }

  /// Every bucket of these numbers, in no order that means anything.
  func forEach(_ numbers: ClosedRange<Int64>, _ body: (Int64, Bucket) -> Void) {
    // Whatever is fewer: the numbers, or the buckets.
    if numbers.upperBound.subtractingReportingOverflow(numbers.lowerBound).overflow
      || numbers.upperBound - numbers.lowerBound >= Int64(slots.count)
    {
      for place in slots.indices where numbers.contains(slots[place].number) {
        body(slots[place].number, buckets[place])
      }
    } else {
      for number in numbers {
        let place = place(of: number)
        if place >= 0 { body(number, buckets[place]) }
      }
    }
  }

  /// The number of the greatest bucket at or before `number` that holds something.
  func last(atOrBefore number: Int64) -> Int64? {
    if highest <= number, let bucket = self[highest], !bucket.isEmpty { return highest }
    var last: Int64?
    for place in slots.indices where slots[place].number <= number && !buckets[place].isEmpty {
      last = max(last ?? slots[place].number, slots[place].number)
    }
    return last
  }

  /// Empties buckets, the one touched longest ago first, until `body` has enough.
  mutating func emptyOldest(while body: (Bucket) -> Bool) {
    var place = oldest
    while place >= 0 {
      if !buckets[Int(place)].isEmpty {
        guard body(buckets[Int(place)]) else { return }
        forget(Int(place))
        buckets[Int(place)] = Bucket()
      }
      place = slots[Int(place)].newer
    }
  }

  /// Every bucket with its number, the one touched longest ago first.
  private func forEachByTouch(_ body: (Int64, Bucket) throws -> Void) rethrows {
    var place = oldest
    while place >= 0 {
      let slot = slots[Int(place)]
      try body(slot.number, buckets[Int(place)])
      place = slot.newer
    }
  }
}

/// What happened in a stretch of time. Parts merge in any order to the same whole.
protocol RingBucket: Codable, Sendable, Equatable {
  init()
  var isEmpty: Bool { get }
  /// Makes it as it began; it may keep its memory.
  mutating func clear()
  mutating func merge(_ other: Self)
  /// Takes out a part that was merged in.
  mutating func remove(_ other: Self) -> Remainder
  /// Forgets the least and the greatest value, which `widen` then finds anew.
  mutating func unbound()
  /// Extends the bounds to those of a part that is merged in already.
  mutating func widen(to part: Self)
}

/// What is known after a part was taken out of a sum.
typealias Remainder = Distribution.Remainder

extension RingBucket {
  mutating func clear() { self = Self() }
  mutating func unbound() {}
  mutating func widen(to part: Self) {}
}

extension Ring {
  func place(of number: Int64) -> Int {
    guard !heads.isEmpty else { return -1 }
    var place = heads[Self.chain(of: number)]
    while place >= 0 && slots[Int(place)].number != number { place = slots[Int(place)].next }
    return Int(place)
  }

  private static func chain(of number: Int64) -> Int {
    Int(truncatingIfNeeded: number & (chains - 1))
  }

  /// Makes the bucket of this number the newest.
  private mutating func select(_ number: Int64) {
    highest = max(highest, number)
    if heads.isEmpty { heads = Array(repeating: -1, count: Int(Self.chains)) }
    var place = place(of: number)
    let next: Int16
    if place >= 0 {
      unlink(place)
      next = slots[place].next
    } else {
      place = vacate(for: number)
      let chain = Self.chain(of: number)
      next = heads[chain]
      heads[chain] = Int16(place)
    }
    slots[place] = Slot(number: number, older: newest, next: next)
    if newest >= 0 { slots[Int(newest)].newer = Int16(place) } else { oldest = Int16(place) }
    newest = Int16(place)
  }

  /// A place with an empty bucket that is in no chain: a new one, or that of the bucket that was touched
  /// longest ago.
  private mutating func vacate(for number: Int64) -> Int {
    if slots.count < Self.limit {
      slots.append(Slot(number: number))
      buckets.append(Bucket())
      return slots.count - 1
    }
    let place = Int(oldest)
    unlink(place)
    unchain(place)
    forget(place)
    buckets[place].clear()
    return place
  }

  private mutating func unlink(_ place: Int) {
    let (older, newer) = (slots[place].older, slots[place].newer)
    if older >= 0 { slots[Int(older)].newer = newer } else { oldest = newer }
    if newer >= 0 { slots[Int(newer)].older = older } else { newest = older }
  }

  private mutating func unchain(_ place: Int) {
    let chain = Self.chain(of: slots[place].number)
    let next = slots[place].next
    guard heads[chain] != place else {
      heads[chain] = next
      return
    }
    var before = Int(heads[chain])
    while slots[before].next != place { before = Int(slots[before].next) }
    slots[before].next = next
  }
}

extension Ring: Equatable {
  static func == (left: Ring, right: Ring) -> Bool {
    guard left.slots.count == right.slots.count else { return false }
    var (one, other) = (left.oldest, right.oldest)
    while one >= 0 && other >= 0 {
      let (first, second) = (left.slots[Int(one)], right.slots[Int(other)])
      guard first.number == second.number, left.buckets[Int(one)] == right.buckets[Int(other)]
      else { return false }
      (one, other) = (first.newer, second.newer)
    }
    return true
  }
}

extension Ring: Codable {
  /// Numbers and buckets in turn, the one touched longest ago first.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    while !list.isAtEnd {
      let number = try list.decode(Int64.self)
      let bucket = try list.decode(Bucket.self)
      touch(number) { $0 = bucket }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try forEachByTouch { number, bucket in
      try list.encode(number)
      try list.encode(bucket)
    }
  }
}
