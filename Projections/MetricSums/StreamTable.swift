import Events

/// The last point of each stream that tells its whole each time.
struct StreamTable: Sendable, Equatable {
  private struct Last: Sendable, Equatable {
    var start: String
    var value: Double
  }

  private var streams: [UInt64: Last] = [:]

  /// Streams that are kept.
  private static let limit = 10_000

  /// How much more a point counts than the one before; all of it where its program began anew. Nil where
  /// there are too many streams to tell.
  mutating func growth(of point: CounterPoint) -> Double? {
    let key = point.stream.rawValue
    guard let last = streams[key] else {
      guard streams.count < Self.limit else { return nil }
      streams[key] = Last(start: point.start, value: point.value)
      return point.value
    }
    // One that comes late, of before the restart, was counted by those that came after it.
    if point.start < last.start { return 0 }
    let isNew = point.start > last.start || point.value < last.value && point.start.isEmpty
    if !isNew, point.value <= last.value { return 0 }
    streams[key] = Last(start: point.start, value: point.value)
    return isNew ? point.value : point.value - last.value
  }
}

extension StreamTable: Codable {
  /// Streams, starts and values in turn.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    while !list.isAtEnd {
      let key = try list.decode(UInt64.self)
      streams[key] = Last(
        start: try list.decode(String.self), value: try list.decode(Double.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for (key, last) in streams.sorted(by: { $0.key < $1.key }) {
      try list.encode(key)
      try list.encode(last.start)
      try list.encode(last.value)
    }
  }
}
