/// A well-known key of a line as a small number, given once; 0 is every other key.
public struct Key: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Every key that is not well known.
  public static let unknown = Key(rawValue: 0)

  /// The keys that may hold an event's name, the one that counts most first.
  public static let nameKeys: [Key] = [.event, .eventType, .type, .hookEventName, .recordType]

  /// The keys that may hold an event's time, the one that counts most first.
  public static let timeKeys: [Key] = [
    .ts, .timestamp, .atTimestamp, .time, .atT, .eventTime, .createdAt, .startTime, .startedAt,
    .sampleTimestamp, .probedAt, .ratedAt, .updatedAt, .endTime, .timeUnixNano, .t,
    .startTimeUnixNano,
  ]

  /// Keys that mean a time in the lines of a logger, and may mean anything else inside an object: they
  /// count at the top level only.
  static let loggerTimeKeys: [Key] = [.time, .atT, .eventTime, .t, .startTimeUnixNano]

  /// Keys that may mean anything else inside an object.
  static let topLevelOnly = loggerTimeKeys + [.sampleRate]

  /// How many numbers there are for keys, 0 included.
  package static let numberLimit = 192

  /// The objects in which a key is looked for after the top level.
  static let containers: [Key] = [.metadata, .data, .payload]
}

extension Event {
  /// A set of well-known keys: bit n is key number n.
  public struct Keys: Hashable, Sendable {
    /// The keys with numbers from 0 to 63.
    public var low: UInt64 = 0
    /// The keys with numbers from 64 to 127.
    public var high: UInt64 = 0
    /// The keys with numbers from 128 to 191.
    public var top: UInt64 = 0

    /// A set by its bits; empty by default.
    @inlinable
    public init(low: UInt64 = 0, high: UInt64 = 0, top: UInt64 = 0) {
      self.low = low
      self.high = high
      self.top = top
    }

    /// A set of these keys.
    public init(_ keys: [Key]) {
      for key in keys { insert(key) }
    }

    /// Whether the key is in the set.
    @inlinable
    public func contains(_ key: Key) -> Bool {
      let word = key.rawValue < 64 ? low : key.rawValue < 128 ? high : top
      return word & 1 &<< UInt64(key.rawValue & 63) != 0
    }

    /// Puts a key in.
    public mutating func insert(_ key: Key) {
      let bit: UInt64 = 1 &<< UInt64(key.rawValue & 63)
      if key.rawValue < 64 {
        low |= bit
      } else if key.rawValue < 128 {
        high |= bit
      } else {
        top |= bit
      }
    }

    /// Whether the two sets have no key in common.
    @inlinable
    public func isDisjoint(with other: Event.Keys) -> Bool {
      low & other.low | high & other.high | top & other.top == 0
    }

    /// How many keys there are.
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount + top.nonzeroBitCount }

    /// The key that is in both sets, where it is the only one.
    func only(in other: Event.Keys) -> Key? {
      let (low, high, top) = (low & other.low, high & other.high, top & other.top)
      if high | top == 0 { return Self.only(in: low, from: 0) }
      if low | top == 0 { return Self.only(in: high, from: 64) }
      return low | high == 0 ? Self.only(in: top, from: 128) : nil
    }

    private static func only(in word: UInt64, from number: UInt16) -> Key? {
      guard word != 0, word & (word &- 1) == 0 else { return nil }
      return Key(rawValue: number + UInt16(truncatingIfNeeded: word.trailingZeroBitCount))
    }

    /// How many keys of the other set are in this one.
    func count(in other: Event.Keys) -> Int {
      (low & other.low).nonzeroBitCount + (high & other.high).nonzeroBitCount
        + (top & other.top).nonzeroBitCount
    }
  }
}
