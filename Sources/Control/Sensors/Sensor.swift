public import Events
public import Sensors
package import Folding

/// A sensor in Swift: a reading off the state of any projection, at a time that the asker passes
/// in.
///
/// ```swift
/// let open = Sensor("issues_open", unit: "issues", of: LeadTime()) { state, _ in
///   SensorReading(.number(Double(state.open.count)), at: nil)
/// }
/// await TLMCommand.main(projections: [LeadTime.self], sensors: [open])
/// ```
/// It stands beside those of the catalogue wherever sensors are read: `tlm sensors`, the board and
/// `SensorReader`. The projection is folded, kept and followed as any other. It has no past: a
/// series of it is empty, and a window changes nothing.
public struct Sensor: Sendable {
  /// What it is, without signals: it reads a state, not events.
  public let definition: SensorDefinition
  /// What is folded for it.
  public let projection: any Projection
  private let read: @Sendable (borrowing Fold, Int, Timestamp) -> SensorReading?

  /// - Parameters:
  ///   - id: letters, digits and `_`, at most 47. It takes the place of a sensor that ships, or of
  ///     one in `config.yaml`, with the same id.
  ///   - kind: what it is shown as.
  ///   - unit: what a value counts; the board keeps 8 bytes of it.
  ///   - staleAfter: the seconds after which a reading with a time is stale; nil: never.
  ///   - projection: with its parameters.
  ///   - reading: what a state says at a time; nil where it says nothing.
  public init<P: Projection>(
    _ id: String, _ kind: SensorDefinition.Kind = .gauge, unit: String = "–",
    staleAfter: Int? = nil,
    of projection: P, reading: @escaping @Sendable (P.State, Timestamp) -> SensorReading?
  ) {
    precondition(Self.isID(id), "the id of a sensor is 1 to 47 letters, digits and _: \(id)")
    var definition = SensorDefinition(
      id: id, kind: kind, unit: unit, collection: .derived, signals: [])
    definition.staleAfter = staleAfter
    definition.derivation = .state
    self.definition = definition
    self.projection = projection
    read = { fold, place, time in
      guard let state = fold.state(at: place, of: P.self) else { return nil }
      return reading(state, time)
    }
  }

  /// What it says at a time, where its projection was added to a fold at this place.
  package func reading(
    in fold: borrowing Fold, at place: Int, _ time: Timestamp
  ) -> SensorReading? {
    guard let reading = read(fold, place, time) else { return nil }
    let isOld = definition.isStale(reading.time, at: time)
    return SensorReading(reading.value, at: reading.time, isStale: reading.isStale || isOld)
  }

  private static func isID(_ id: String) -> Bool {
    (1...SensorDefinition.idLimit).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
