import Events

/// How the values of a field are distributed, by the second.
///
/// A second takes up to 64 values as they are, or one entry for each of its distinct buckets. All
/// seconds together take at most `limit` entries of 16 bytes; beyond that the ones touched longest
/// ago are emptied, so that at rates far above usual the window gets shorter, not the memory more.
package struct ValueHistogram: Codable, Sendable, Equatable {
  var windows = Windows<Spread>()
  /// Values since the log, or its base, began.
  private(set) var total = 0
  /// Values that are no number, or one that the unit does not have.
  var invalid = 0
  /// Values at no known time.
  private(set) var untimed = 0
  /// Entries in the seconds, and in the wider buckets.
  private var entries = 0
  private var wideEntries = 0

  /// Entries that are kept: 16 MiB of them.
  static let limit = 1 << 20

  mutating func record(_ value: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    total += 1
    guard let time else {
      untimed += 1
      return
    }
    let micros = Int64((value * 1e6).rounded(.toNearestOrAwayFromZero))
    let (growth, wideGrowth) = windows.record(at: time, horizon) { spread in
      let before = spread.entries
      spread.record(micros)
      return spread.entries - before
    }
    entries += growth
    wideEntries += wideGrowth ?? 0
    if entries > Self.limit {
      windows.emptyOldest { Self.release($0, from: &entries) }
    }
    if wideEntries > Self.limit {
      windows.emptyOldestWide { Self.release($0, from: &wideEntries) }
    }
  }

  private static func release(_ spread: Spread, from entries: inout Int) -> Bool {
    guard entries > limit else { return false }
    entries -= spread.entries
    return true
  }
}
