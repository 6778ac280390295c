import Events
import Lines

/// The event that a line of JSON is.
func event(_ json: String) throws -> RecordedEvent {
  let batch = LineParser().parse(LineChunk([UInt8](json.utf8)))
  guard batch.count == 1 else { throw NotAnEvent(reasons: batch.quarantined.map(\.reason)) }
  return RecordedEvent(copying: batch.event(at: 0))
}

struct NotAnEvent: Error {
  let reasons: [Quarantine.Reason]
}
