public import Events
public import Projections

/// The sensors of a state of sensor metrics, as a policy asks them.
///
/// `control_rules_true` is none of them: a policy computes it itself.
public struct StateReadings: Readings, Sendable {
  private let table: SensorTable
  private let state: SensorMetrics.State

  /// - Parameters:
  ///   - table: made of the projection that the state is of.
  ///   - state: as of the event up to which is decided.
  public init(_ table: SensorTable, _ state: SensorMetrics.State) {
    self.table = table
    self.state = state
  }

  public func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    let reading = table.reading(
      of: question.sensor, in: state, window: question.window_s.map { Int(clamping: $0) },
      aggregate: question.aggregate.flatMap { SensorAggregate(rawValue: $0.rawValue) },
      quantile: question.quantile, at: time)
    guard let reading else { return nil }
    // What a window or a count says, it says of this instant.
    let isCurrent = question.window_s == nil && table.isLatestValue(question.sensor)
    let value: SensorValue =
      switch reading.amount {
      case .number(let number): .number(number)
      case .word(let word): .word(word)
      }
    return Reading(value, at: isCurrent ? reading.time ?? time : time)
  }
}

extension SensorDirectory {
  /// What a policy must know of these sensors.
  public init(of definitions: [SensorDefinition]) {
    self.init(
      definitions.map { sensor in
        Entry(
          sensor.id, Kind(rawValue: sensor.kind.rawValue) ?? .gauge,
          unit: sensor.unit == "–" ? nil : sensor.unit,
          staleAfter: sensor.staleness.map { Nanoseconds(rawValue: Int64($0) * 1_000_000_000) })
      })
  }
}

extension SensorTable {
  /// Whether a sensor says its latest value where no window is asked for.
  fileprivate func isLatestValue(_ id: String) -> Bool {
    guard let sensor = definition(of: id) else { return false }
    return (sensor.kind == .gauge || sensor.kind == .state) && sensor.usualWindow == nil
  }
}
