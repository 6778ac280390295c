/// The sensors of a store.
extension Store {
  /// What is folded for the sensors that ship and for those under `sensors:` in the store's
  /// `config.yaml`.
  ///
  /// - Throws: `ConfigurationError` with every mistake in that file, its line and its column;
  ///   `JournalError` where it cannot be read.
  public func sensorMetrics() throws -> SensorMetrics {
    SensorMetrics(
      sensors: try SensorSettings.sensors(in: configuration.root(), file: configuration.path))
  }

  /// Every sensor of the store: those of `sensorMetrics()`, and those in Swift.
  ///
  /// - Throws: as `sensorMetrics`.
  package func sensorTable() throws -> SensorTable { sensorTable(of: try sensorMetrics()) }

  package func sensorTable(of metrics: SensorMetrics) -> SensorTable {
    SensorTable(metrics, others: sensors.map(\.definition))
  }
}
