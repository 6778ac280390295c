package import Events
package import Sensors
package import Folding

/// Sensors in Swift, and the projections behind them, each once.
package struct SensorGroup: Sendable {
  package let sensors: [Sensor]
  /// What is to be folded; two sensors of one projection with the same parameters share it.
  package let projections: [any Projection]
  /// Of each sensor the place of its projection.
  private let places: [Int]

  package init(_ sensors: [Sensor]) {
    var projections: [any Projection] = []
    var known: [ProjectionIdentity] = []
    self.sensors = sensors
    places = sensors.map { sensor in
      // One whose parameters cannot be encoded is folded by itself, and says so when it is kept.
      let identity = try? ProjectionIdentity(of: sensor.projection)
      if let identity, let place = known.firstIndex(of: identity) { return place }
      projections.append(sensor.projection)
      known.append(
        identity ?? ProjectionIdentity(name: "", version: projections.count, parameters: []))
      return projections.count - 1
    }
    self.projections = projections
  }

  package var definitions: [SensorDefinition] { sensors.map(\.definition) }

  /// What each says at a time, by id; those that say nothing are left out.
  ///
  /// - Parameter first: the place of the first of `projections` in the fold.
  package func readings(
    in fold: borrowing Fold, from first: Int, at time: Timestamp
  ) -> [String: SensorReading] {
    var readings: [String: SensorReading] = [:]
    for (sensor, place) in zip(sensors, places) {
      readings[sensor.definition.id] = sensor.reading(in: fold, at: first + place, time)
    }
    return readings
  }
}
