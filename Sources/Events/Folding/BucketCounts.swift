/// How many of many durations each bucket holds: those that hold any, by their numbers, and once
/// there are very many values all between the least and the greatest, as looking for a number then
/// costs more than the room.
struct BucketCounts: Sendable {
  /// The numbers of the buckets that hold any, ascending; empty where all are kept.
  private var numbers: [UInt16] = []
  /// How many the bucket holds whose number is at the same place, or that much behind the first.
  private var counts: [Int] = []
  /// The number of the first bucket where all are kept.
  private var first: Int?

  /// From so many values on all buckets are kept.
  static let dense = 4096
  /// So many buckets more are kept at once.
  private static let step = 64

  /// Buckets that are kept, as memory.
  var room: Int { counts.count }

  /// Those that hold any, ascending.
  var all: [DurationBucket] {
    var all: [DurationBucket] = []
    all.reserveCapacity(numbers.count)
    forEach { all.append(DurationBucket(number: $0, count: $1)) }
    return all
  }

  init() {}

  init(_ buckets: [DurationBucket], of total: Int) {
    numbers = buckets.map(\.number)
    counts = buckets.map(\.count)
    spread(over: total)
  }

  /// Keeps all buckets where there are so many values.
  mutating func spread(over total: Int) {
    guard total >= Self.dense, first == nil, !numbers.isEmpty else { return }
    let buckets = all
    (numbers, counts) = ([], [])
    for bucket in buckets { widen(to: Int(bucket.number), bucket.count) }
  }

  @inline(__always)
  mutating func add(_ count: Int, to number: UInt16) {
    if let first {
      let place = Int(number) &- first
      if place >= 0, place < counts.count {
        counts[place] += count
      } else {
        widen(to: Int(number), count)
      }
    } else {
      insert(count, into: number)
    }
  }

  mutating func take(_ count: Int, from number: UInt16) {
    if let first { return counts[Int(number) - first] -= count }
    let place = place(of: number)
    counts[place] -= count
    if counts[place] == 0 {
      counts.remove(at: place)
      numbers.remove(at: place)
    }
  }

  mutating func add(_ other: BucketCounts) {
    other.forEach { add($1, to: $0) }
  }

  mutating func take(_ other: BucketCounts) {
    other.forEach { take($1, from: $0) }
  }

  /// The bucket that holds the value of a rank, looked for from the nearer end.
  func bucket(ofRank rank: Int, of total: Int) -> DurationBucket {
    let place = place(ofRank: rank, of: total)
    return DurationBucket(
      number: first.map { UInt16($0 + place) } ?? numbers[place], count: counts[place])
  }

  /// The number and the count of each bucket that holds any, ascending.
  private func forEach(_ body: (UInt16, Int) -> Void) {
    if let first {
      for place in counts.indices where counts[place] != 0 {
        body(UInt16(first + place), counts[place])
      }
    } else {
      for place in numbers.indices { body(numbers[place], counts[place]) }
    }
  }

  private func place(ofRank rank: Int, of total: Int) -> Int {
    if rank <= total / 2 {
      var (place, seen) = (0, counts[0])
      while seen < rank {
        place += 1
        seen += counts[place]
      }
      return place
    }
    var (place, before) = (counts.count - 1, total - counts[counts.count - 1])
    while before >= rank {
      place -= 1
      before -= counts[place]
    }
    return place
  }

  @inline(never)
  private mutating func insert(_ count: Int, into number: UInt16) {
    let place = place(of: number)
    if place < numbers.count && numbers[place] == number {
      counts[place] += count
    } else {
      numbers.insert(number, at: place)
      counts.insert(count, at: place)
    }
  }

  /// Keeps a bucket that lies outside of those that are kept.
  @inline(never)
  private mutating func widen(to number: Int, _ count: Int) {
    let low = number - number % Self.step
    let old = first ?? low
    if low < old {
      counts.insert(contentsOf: repeatElement(0, count: old - low), at: 0)
    } else {
      let missing = low + Self.step - old - counts.count
      counts.append(contentsOf: repeatElement(0, count: missing))
    }
    first = min(low, old)
    counts[number - min(low, old)] += count
  }

  /// The first place whose number is not less.
  private func place(of number: UInt16) -> Int {
    var base = 0
    var length = numbers.count
    while length > 1 {
      let half = length / 2
      // All bits where that number is less, none where it is not: a branch here could not be
      // foreseen, and would cost more than the rest of the search.
      let isLess = (Int(numbers[base &+ half &- 1]) &- Int(number)) >> (Int.bitWidth - 1)
      base &+= half & isLess
      length &-= half
    }
    return base < numbers.count && numbers[base] < number ? base + 1 : base
  }
}

extension BucketCounts: Equatable {
  static func == (left: BucketCounts, right: BucketCounts) -> Bool {
    left.first == nil && right.first == nil
      ? left.numbers == right.numbers && left.counts == right.counts : left.all == right.all
  }
}
