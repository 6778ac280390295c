import Events
import Journal
import Synchronization
import Telemetry

/// What a recorder keeps, for as long as it lives.
final class EventMemory: Sendable {
  private let kept = Mutex<[NewEvent]>([])

  var events: [NewEvent] { kept.withLock { $0 } }

  func add(_ events: [NewEvent]) { kept.withLock { $0 += events } }

  func removeAll() { kept.withLock { $0 = [] } }
}

/// Puts events where a log would put them; it is never full.
struct MemoryOutput: EventOutput {
  let memory: EventMemory

  mutating func append(_ events: [NewEvent]) throws(JournalError) {
    let limit = EventLog.Options().lineLimit
    memory.add(events.map { $0.shortened(to: limit) })
  }
}
