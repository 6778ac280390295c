/// Says what the sensors of a store say: off the board where somebody publishes one, else by
/// folding the end of the log.
///
/// ```swift
/// let reader = try SensorReader(of: store)
/// let snapshot = try reader.snapshot(of: ["perf_system_cpu_load"])
/// let series = try reader.series(of: "perf_system_cpu_load", window: 600)
/// ```
///
/// What it folds it keeps, so that the next time only what has come since is folded. Programs that
/// poll often open a `BoardReader` and keep it.
public struct SensorReader: Sendable {
  /// Every sensor: those that ship, and the store's own.
  package let sensors: SensorTable
  /// What is folded for them.
  public let metrics: SensorMetrics
  private let store: Store

  /// A reader of the sensors of a store, its own included.
  ///
  /// - Throws: `ConfigurationError` with every mistake in the store's `config.yaml`; `JournalError`
  ///   where it cannot be read.
  public init(of store: Store) throws {
    self.store = store
    metrics = try store.sensorMetrics()
    sensors = store.sensorTable(of: metrics)
  }

  /// What sensors say.
  ///
  /// - Parameters:
  ///   - ids: ids or aliases; nil for every sensor. Unknown ones are left out.
  ///   - window: the seconds that readings cover; nil for what each sensor usually covers.
  ///   - aggregate: of a gauge or histogram in a window.
  ///   - quantile: of a histogram, 0 … 1.
  ///   - time: nil means now; else the log is folded as it was then, before the first event at which
  ///     the log clock exceeds this instant.
  /// - Throws: as `Store.replay`.
  public func snapshot(
    of ids: [String]? = nil, window: Int? = nil, aggregate: SensorQuestion.Aggregate? = nil,
    quantile: Double? = nil, at time: Timestamp? = nil
  ) throws -> SensorReader.Snapshot {
    let asked = ids.map { $0.compactMap { sensors.definition(of: $0) } } ?? sensors.definitions
    let isUsual = window == nil && aggregate == nil && quantile == nil
    if time == nil, isUsual, let shown = onBoard(asked) { return shown }
    let ids = Set(asked.map(\.id))
    let group = SensorGroup(store.sensors.filter { ids.contains($0.definition.id) })
    let (state, own, through, time) = try state(at: time, group)
    let readings = asked.map { sensor in
      SensorReader.Snapshot.Entry(
        sensor: sensor,
        reading: own[sensor.id]
          ?? sensors.reading(
            of: sensor.id, in: state, window: window, aggregate: aggregate,
            quantile: quantile, at: time))
    }
    return SensorReader.Snapshot(time: time, through: through, source: .log, entries: readings)
  }

  /// What a sensor said in each second of a window, or in each wider bucket of one of more than an
  /// hour, oldest first.
  ///
  /// - Parameters:
  ///   - id: the sensor's id, or an alias of it.
  ///   - window: in seconds.
  ///   - quantile: of a histogram.
  ///   - time: when the window ends; nil means now.
  /// - Throws: as `Store.replay`.
  public func series(
    of id: String, window: Int, quantile: Double? = nil, at time: Timestamp? = nil
  ) throws -> [SensorReading.Point] {
    let wide = wide(enoughFor: window)
    let (state, _, _, time) = try wide.state(at: time)
    return wide.sensors.series(of: id, in: state, window: window, quantile: quantile, at: time)
  }

  /// The values of a histogram in a window; nil where there is none, and for other kinds.
  ///
  /// - Throws: as `Store.replay`.
  public func summary(
    of id: String, window: Int? = nil, at time: Timestamp? = nil
  ) throws -> SensorReading.Summary? {
    let (state, _, _, time) = try state(at: time)
    return sensors.summary(of: id, in: state, window: window, at: time)
  }
}

extension SensorReader {
  /// Seconds after which a board is asked no more: it is published each second.
  private static let freshness_s: Int64 = 2

  private init(_ store: Store, _ metrics: SensorMetrics) {
    self.store = store
    self.metrics = metrics
    sensors = store.sensorTable(of: metrics)
  }

  /// A reader that keeps buckets for windows of this length.
  private func wide(enoughFor window: Int) -> SensorReader {
    guard window > metrics.horizon else { return self }
    return SensorReader(store, metrics.reaching(back: window))
  }

  /// The state of the catalogue's sensors and what those in Swift say, folded in one pass.
  private func state(
    at time: Timestamp?, _ group: SensorGroup = SensorGroup([])
  ) throws -> (SensorMetrics.State, [String: SensorReading], Position, Timestamp) {
    var options = Replay.Options()
    options.bounds.at = time
    let isDrained = store.drainBeforeReading()
    let projections = [metrics] + group.projections
    let time = time ?? .current
    return try store.replayer(options).withFold(of: projections, isDrained: isDrained) {
      fold in
      guard let state = fold.state(at: 0, of: SensorMetrics.self) else {
        preconditionFailure("a fold keeps the state of what it folds")
      }
      let own = group.readings(in: fold, from: 1, at: time)
      return (state, own, fold.progress.through ?? .start, time)
    }
  }

  /// A board has room for short words.
  private static func mayBeCut(_ value: SensorValue?) -> Bool {
    if case .word(let word) = value { word.utf8.count > 20 } else { false }
  }

  /// Off the board, where it shows these sensors as of the end of the log; nil else.
  private func onBoard(_ asked: [SensorDefinition]) -> SensorReader.Snapshot? {
    let now = Timestamp.current
    // A board that cannot be read is as good as none: the log says the same.
    guard var board = try? BoardReader(path: store.log.layout.board),
      board.sensors == sensors.definitions.map(\.id), let header = try? board.header(),
      let age = now.since(header.published), abs(age.rawValue) < Self.freshness_s * 1_000_000_000,
      !store.log.hasWaitingSources, let bounds = try? store.log.bounds(),
      header.through >= bounds.upperBound,
      header.isOf(((try? store.log.readIdentity()) ?? nil)?.id)
    else { return nil }
    var entries: [SensorReader.Snapshot.Entry] = []
    var published: Timestamp?
    for sensor in asked {
      guard let shown = try? board.reading(of: sensor.id, now: now), shown.kind == sensor.kind,
        sensor.unit.hasPrefix(shown.unit), !Self.mayBeCut(shown.value)
      else { return nil }
      published = published ?? shown.published
      // Published again in between: what was read is of two instants.
      if shown.published != published { return nil }
      entries.append(
        SensorReader.Snapshot.Entry(
          sensor: sensor,
          reading: shown.value.map { SensorReading($0, at: shown.time, isStale: shown.isStale) }))
    }
    return SensorReader.Snapshot(
      time: published ?? header.published, through: header.through, source: .board,
      entries: entries)
  }
}
