import Events

/// How many events a counter counted, in total and by the second.
package struct EventTally: Codable, Sendable, Equatable {
  /// Since the log, or its base, began.
  private(set) var total = 0
  var windows = Windows<CountBucket>()
  /// Events at no known time: in the total, and in no window.
  private(set) var untimed = 0

  mutating func count(at time: Timestamp?, _ horizon: SensorHorizon) {
    total += 1
    guard let time else {
      untimed += 1
      return
    }
    windows.record(at: time, horizon) { $0.count += 1 }
  }
}

/// How many events there were in a stretch of time.
struct CountBucket: RingBucket {
  var count = 0
  init() {}
  var isEmpty: Bool { count == 0 }
  mutating func merge(_ other: CountBucket) { count += other.count }

  mutating func remove(_ other: CountBucket) -> Remainder {
    count -= other.count
    return .known
  }
}

/// How many events a rate saw by the second, and how many of them it counts.
package struct ShareTally: Codable, Sendable, Equatable {
  var windows = Windows<ShareBucket>()
  /// Events at no known time: in no window, and so in no rate.
  private(set) var untimed = 0

  mutating func count(
    isPart: Bool, ofWhole: Bool, at time: Timestamp?, _ horizon: SensorHorizon
  ) {

    guard let time else {
      untimed += 1
      return
    }
    windows.record(at: time, horizon) { bucket in
      if isPart { bucket.part += 1 }
      if ofWhole { bucket.whole += 1 }
    }
  }
}

/// The events of a rate in a stretch of time.
struct ShareBucket: RingBucket {
  var part = 0
  var whole = 0

  init() {}

  var isEmpty: Bool { part == 0 && whole == 0 }

  mutating func merge(_ other: ShareBucket) {
    part += other.part
    whole += other.whole
  }

  mutating func remove(_ other: ShareBucket) -> Remainder {
    part -= other.part
    whole -= other.whole
    return .known
  }

  /// The part of the whole; nil where there is nothing to divide.
  var share: Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}
