import Events

/// Lines that came before their turn, as some before them are missing: a bounded number.
struct LinesAhead {
  private var lines: [Int64: OriginPull.Arrival] = [:]
  private var bytes = 0

  private static let limit = (lines: 4_096, bytes: 8 << 20)

  /// Whether no more are taken.
  var isFull: Bool { lines.count >= Self.limit.lines || bytes >= Self.limit.bytes }

  /// Where the first of them stands.
  var first: Int64? { lines.keys.min() }

  /// Takes a line in.
  ///
  /// - Returns: what is to be given again later, as there is no room for it.
  mutating func add(_ arrival: OriginPull.Arrival) -> [EngineDelivery] {
    if var known = lines[arrival.line.offset] {
      // It came twice; both are done with at once.
      known.deliveries += arrival.deliveries
      lines[arrival.line.offset] = known
      return []
    }
    if isFull { return arrival.deliveries }
    lines[arrival.line.offset] = arrival
    bytes += arrival.line.bytes.count
    return []
  }

  /// A line that stands at an offset, or before it.
  mutating func next(upTo offset: Int64) -> OriginPull.Arrival? {
    guard let key = lines[offset] == nil ? lines.keys.first(where: { $0 < offset }) : offset,
      let arrival = lines.removeValue(forKey: key)
    else { return nil }
    bytes -= arrival.line.bytes.count
    return arrival
  }

  /// Lets go of all of them.
  ///
  /// - Returns: the messages that brought them.
  mutating func removeAll() -> [EngineDelivery] {
    defer {
      lines.removeAll()
      bytes = 0
    }
    return lines.values.flatMap(\.deliveries)
  }
}

/// Parts of lines, and the messages that brought them.
struct PartsArriving {
  private var parts = LineParts()
  private var deliveries: [Int64: [EngineDelivery]] = [:]

  /// Takes a message in.
  ///
  /// - Parameter offset: lines before it are known.
  /// - Returns: the whole line, once it is there; and messages that are done with.
  mutating func add(
    _ message: EventMessage, _ delivery: EngineDelivery, before offset: Int64
  ) -> (arrival: OriginPull.Arrival?, known: [EngineDelivery]) {
    guard message.parts > 1 else {
      return (OriginPull.Arrival(line: message.line, deliveries: [delivery]), [])
    }
    parts.forget(before: offset)
    var known: [EngineDelivery] = []
    for key in deliveries.keys where key < offset {
      known += deliveries.removeValue(forKey: key) ?? []
    }
    if message.line.offset < offset { return (nil, known + [delivery]) }
    deliveries[message.line.offset, default: []].append(delivery)
    guard let line = parts.add(message) else { return (nil, known) }
    let all = deliveries.removeValue(forKey: line.offset) ?? []
    return (OriginPull.Arrival(line: line, deliveries: all), known)
  }
}
