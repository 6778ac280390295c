/// The sensors of a store.
extension Store {
  /// What is folded for the sensors that ship and for those under `sensors:` in the store's
  /// `config.yaml`, at the prices that hold for the user.
  ///
  /// - Throws: `ConfigurationError` with every mistake in that file or in one of prices, its line and
  ///   its column; `JournalError` where one cannot be read.
  public func sensorMetrics() throws -> SensorMetrics {
    var metrics = SensorMetrics(
      sensors: try SensorSettings.sensors(in: configuration.root(), file: configuration.path))
    metrics.prices = try PriceTable.own(in: self)
    return metrics
  }

  /// Every sensor of the store: those of `sensorMetrics()`, and those in Swift.
  ///
  /// - Throws: as `sensorMetrics`.
  package func sensorTable() throws -> SensorTable { sensorTable(of: try sensorMetrics()) }

  package func sensorTable(of metrics: SensorMetrics) -> SensorTable {
    SensorTable(metrics, others: sensors.map(\.definition))
  }
}
