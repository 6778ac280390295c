import Events
import Lines

/// All that a batch says, to compare two ways of reading.
struct Snapshot: Equatable {
  struct Event: Equatable {
    var position: Int
    var line: [UInt8]
    var fields: [Field]
    var name: Events.Event.Name
    var time: Timestamp?
    var present: Events.Event.Keys

    init(_ event: RecordedEvent, _ time: Timestamp?) {
      position = Int(event.position.rawValue)
      (line, fields, name) = (event.line, event.fields, event.nameID)
      (self.time, present) = (time, event.event.present)
    }

    func moved(by distance: Int) -> Event {
      var event = self
      event.position += distance
      return event
    }
  }

  var events: [Event] = []
  var quarantined: [Quarantine]
  var blank: Int
  var reasons: [Quarantine.Reason] { quarantined.map(\.reason) }

  init(_ batch: LineBatch) {
    quarantined = batch.quarantined
    blank = batch.blank
    for index in 0..<batch.count {
      events.append(Event(RecordedEvent(copying: batch.event(at: index)), batch.ownTime(at: index)))
    }
  }
}
