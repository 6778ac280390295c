import Events
import Sensors

/// What an event does to an evaluation, by its name.
struct EntryTable: Sendable {
  struct Entry: Sendable {
    /// The step of the sensors, if any.
    var step: Int?
    /// Whether it can feed a condition.
    var isAsked = false
    var record: ControlEventName?
    var isMarker = false
  }

  /// By the number of an event's name.
  private var numbered: [Entry] = []
  /// The same by name, for names that have no number.
  private var named: [Label: Entry] = [:]

  /// - Parameters:
  ///   - fold: the sensors.
  ///   - uses: what each of them is to the policy.
  init(_ fold: SensorFold, _ uses: [SensorLane.Use]) {
    for (step, name) in fold.names.enumerated() {
      let isAsked = fold.sensors(ofStep: step).contains { !uses[$0].questions.isEmpty }
      named[Label(name)] = Entry(step: step, isAsked: isAsked)
    }
    for kind in ControlEventName.allCases {
      // What control itself writes drives no sensor: it would feed on its own decisions.
      named[Label(kind.rawValue)] = Entry(record: kind)
    }
    named[Label(LogEventName.drained.rawValue)] = Entry(isMarker: true)
    for (name, entry) in named.sorted(by: { $0.key < $1.key }) {
      let number = Event.Name(name.text)
      guard number != .overflow else { continue }
      let place = Int(number.rawValue)
      if numbered.count <= place {
        numbered += Array(repeating: Entry(), count: place + 1 - numbered.count)
      }
      numbered[place] = entry
    }
  }

  /// Nil for an event that does nothing.
  func entry(of event: borrowing Event) -> Entry? {
    if event.nameID == .overflow { return Label(event.name).flatMap { named[$0] } }
    let number = Int(event.nameID.rawValue)
    return number < numbered.count ? numbered[number] : nil
  }
}
