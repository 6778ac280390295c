package import Events
public import Sensors

/// The sensors of a state of sensor metrics, as a policy asks them.
///
/// `control_rules_true` is none of them: a policy computes it itself.
package struct StateReadings: Policy.Readings, Sendable {
  private let table: SensorTable
  private let state: SensorState

  /// - Parameters:
  ///   - table: made of the projection that the state is of.
  ///   - state: as of the event up to which is decided.
  package init(_ table: SensorTable, _ state: SensorState) {
    self.table = table
    self.state = state
  }

  package func reading(_ question: SensorQuestion, number: Int, at time: Timestamp)
    -> SensorReading?
  {
    var state = state
    return table.repeatedQuestion(question)?.answer(in: &state, at: time).map { value, time in
      SensorReading(value, at: time)
    }
  }
}

extension SensorDirectory {
  /// What a policy must know of these sensors.
  public init(of definitions: [SensorDefinition]) {
    self.init(
      definitions.map { sensor in
        Entry(
          sensor.id, sensor.kind,
          unit: sensor.unit == "–" ? nil : sensor.unit,
          staleAfter: sensor.staleness.map { Nanoseconds(rawValue: Int64($0) * 1_000_000_000) })
      })
  }
}

extension SensorTable {
  /// A policy's question, ready to be asked; nil where there is no such sensor.
  func repeatedQuestion(_ question: SensorQuestion) -> RepeatedQuestion? {
    repeatedQuestion(
      about: question.sensor, window: question.window_s.map { Int(clamping: $0) },
      aggregate: question.aggregate,
      quantile: question.quantile)
  }
}
