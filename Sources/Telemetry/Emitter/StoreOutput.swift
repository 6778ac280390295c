import Events
import Journal
import SystemCalls

/// The log of a store, which is opened with the first event and made where it is missing.
struct StoreOutput: EventOutput {
  private let location: StoreLocation
  private let durability: Durability
  private var producer: Producer?
  /// Before then a store that could not be opened is not tried again.
  private var retry = Int64.min

  /// How long a store that cannot be opened is left alone.
  private static let pause_ns: Int64 = 1_000_000_000

  init(_ location: StoreLocation, _ durability: Durability) {
    self.location = location
    self.durability = durability
  }

  mutating func append(_ events: [NewEvent]) throws(JournalError) {
    let isKnown = producer != nil
    do throws(JournalError) {
      try write(events)
    } catch {
      // Nothing of it is written: it may go into the store that stands there now, or is made anew.
      guard isKnown, error.code == .noStore else { throw error }
      try write(events)
    }
  }

  private mutating func write(_ events: [NewEvent]) throws(JournalError) {
    let producer = try opened()
    let limit = producer.log.options.lineLimit
    let lines = events.flatMap { $0.shortened(to: limit).line() }
    let timeout = producer.drainFirst()
    do throws(JournalError) {
      _ = try producer.append(lines: lines, durability: durability, timeout: timeout)
    } catch {
      // A store that was removed, or made anew, is another one: opened with the next event.
      if error.code == .noStore || error.code == .system { self.producer = nil }
      throw error
    }
  }

  private mutating func opened() throws(JournalError) -> Producer {
    if let producer { return producer }
    let now = monotonicNow()
    guard now >= retry else {
      throw JournalError(.system, "the store at \(location.path) could not be opened a moment ago")
    }
    do throws(JournalError) {
      let opened = try Producer.forEmitting(into: location)
      producer = opened
      return opened
    } catch {
      retry = now + Self.pause_ns
      throw error
    }
  }
}
