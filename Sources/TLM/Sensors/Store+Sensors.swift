import SystemCalls

/// The sensors of a store.
extension Store {
  /// What is folded for the sensors that ship and for those under `sensors:` in the store's
  /// `config.yaml`, at the prices that hold for the user.
  ///
  /// - Throws: `ConfigurationError` with every mistake in that file or in one of prices, its line and
  ///   its column; `JournalError` where one cannot be read.
  public func sensorMetrics() throws -> SensorMetrics {
    var sensors = try SensorSettings.sensors(in: configuration.root(), file: configuration.path)
    if isRelayed {
      let own = Set(sensors.map(\.id))
      sensors += SensorCatalog.relay.filter { !own.contains($0.id) }
    }
    var metrics = SensorMetrics(sensors: sensors)
    metrics.prices = try PriceTable.own(in: self)
    return metrics
  }

  /// Whether a relay works, or has worked, on the store.
  private var isRelayed: Bool {
    // Where that cannot be seen there are only no sensors of it.
    ((try? FileStatus.ofName(log.layout.relay)) ?? nil)?.isFolder == true
  }

  /// Every sensor of the store: those of `sensorMetrics()`, and those in Swift.
  ///
  /// - Throws: as `sensorMetrics`.
  package func sensorTable() throws -> SensorTable { sensorTable(of: try sensorMetrics()) }

  package func sensorTable(of metrics: SensorMetrics) -> SensorTable {
    SensorTable(metrics, others: sensors.map(\.definition))
  }
}
