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
      let copy = RecordedEvent(copying: batch.event(at: index))
      events.append(
        Event(
          position: Int(copy.position.rawValue), line: copy.line, fields: copy.fields,
          name: copy.nameID, time: batch.ownTime(at: index), present: copy.event.present))
    }
  }
}
