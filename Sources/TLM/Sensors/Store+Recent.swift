import SystemCalls

/// What controllers ask of the last while: few lines of the log's end are read for it, found by the
/// index.
extension Store {
  /// How many events of a name there were lately.
  ///
  /// ```swift
  /// if try store.recentCount("tool_call_failed", within: .seconds(60)) > 5 { slowDown() }
  /// ```
  ///
  /// - Parameters:
  ///   - event: the name; `*` in it stands for any run of characters.
  ///   - length: how far back; an event that is as old as that counts. None are within less than zero.
  ///   - time: when that ends; nil means now. What is timed later does not count.
  /// - Throws: as `query`.
  public func recentCount(
    _ event: String, within length: Duration, at time: Timestamp? = nil
  ) throws -> Int {
    var query = Recent(length, until: time ?? .current).query
    query.filter.names = [event]
    return try self.query(query) { _ in true }.matched
  }

  /// What events told a sensor lately, oldest first: the value of each that a gauge or histogram read,
  /// the words of a state, and 1 for each that a counter counted.
  ///
  /// What no single event tells comes by the second, as `SensorReader.series` has it: rates, tasks that
  /// go on, the mode. A sensor in Swift has what it says now, where that is of this time.
  ///
  /// ```swift
  /// let loads = try store.recentReadings("perf_system_cpu_load", within: .seconds(30))
  /// ```
  ///
  /// - Parameters:
  ///   - sensor: its id, or an alias of it.
  ///   - length: how far back, as of `recentCount`. A call that is told twice within it counts once.
  ///   - time: when that ends; nil means now.
  /// - Throws: `SensorReader.UnknownSensor` where there is no such sensor; else as `query` and
  ///   `SensorReader`.
  public func recentReadings(
    _ sensor: String, within length: Duration, at time: Timestamp? = nil
  ) throws -> [SensorReading.Point] {
    let reader = try SensorReader(of: self)
    guard let definition = reader.sensors.definition(of: sensor) else {
      throw SensorReader.UnknownSensor(id: sensor)
    }
    let recent = Recent(length, until: time ?? .current)
    let found: [SensorReading.Point]
    switch definition.derivation {
    case nil where definition.kind != .rate, .rules, .gate:
      found = try told(definition.id, by: reader.metrics, recent)
    case .state:
      found = try reader.snapshot(of: [definition.id], at: time).entries.compactMap(\.point)
    default:
      found = try reader.series(of: definition.id, window: recent.seconds, at: recent.end)
    }
    // Neighbours of the window, where buckets are wider than what was asked for.
    return found.filter { recent.contains($0.time) }
  }

  /// What each event said by itself, in the order of time.
  private func told(
    _ id: String, by metrics: SensorMetrics, _ recent: Recent
  ) throws -> [SensorReading.Point] {
    let fold = SensorFold(metrics, of: [id])
    let steps = fold.names.indices.filter { !fold.sensors(ofStep: $0).isEmpty }
    guard !steps.isEmpty else { return [] }
    let stepOfName = Dictionary(uniqueKeysWithValues: steps.map { (Label(fold.names[$0]), $0) })
    var query = recent.query
    query.filter.names = steps.map { fold.names[$0] }
    var state = fold.initial
    var feeds = SensorFeeds()
    var points: [SensorReading.Point] = []
    try self.query(query) { event in
      guard let time = event.time, let step = Label(event.name).flatMap({ stepOfName[$0] })
      else { return true }
      feeds.restart(isWanted: true)
      fold.apply(event, step: step, to: &state, &feeds)
      points += feeds.all.map { SensorReading.Point(time: time, value: $0.told) }
      return true
    }
    return points.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    .map(\.element)
  }
}

extension SensorReader {
  /// A sensor was asked for that there is not.
  public struct UnknownSensor: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was asked for.
    public let id: String
    public var description: String {
      "there is no sensor \(SafeText.of(id)); tlm sensors list names all"
    }
  }
}

/// A while that ends at an instant, both its ends included.
private struct Recent {
  let start: Timestamp
  let end: Timestamp

  init(_ length: Duration, until end: Timestamp) {
    self.end = end
    let (start, overflow) = end.rawValue.subtractingReportingOverflow(length.nanoseconds)
    self.start = Timestamp(rawValue: overflow ? .min : start)
  }

  /// Everything within it.
  var query: Query {
    var query = Query()
    query.filter.since = start
    query.filter.until = end.rawValue == .max ? nil : Timestamp(rawValue: end.rawValue + 1)
    return query
  }

  /// Whole seconds that cover it.
  var seconds: Int {
    let span = end.wholeSecond - start.wholeSecond + 1
    return Int(min(max(span, 1), Int64(SensorDefinition.longestWindow)))
  }

  func contains(_ time: Timestamp) -> Bool {
    // A bucket begins with its second, in which the while may begin.
    start.wholeSecond <= time.wholeSecond && time <= end && start <= end
  }
}

extension SensorFeeds.Feed {
  /// What the event told; 1 where it was counted.
  fileprivate var told: SensorValue { value ?? .number(sample ?? 1) }
}

extension SensorReader.Snapshot.Entry {
  fileprivate var point: SensorReading.Point? {
    reading.flatMap { reading in
      reading.time.map { SensorReading.Point(time: $0, value: reading.value) }
    }
  }
}
