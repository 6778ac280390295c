import TLM
import TestSupport
import Testing

/// What writers have emitted, as it stands in a log.
struct CountedEvents {
  /// The numbers of each writer's events, in the order of the log.
  private(set) var numbers: [Int64: [Int64]] = [:]
  /// Events whose text is not as long as they say, or not what was emitted.
  private(set) var mangled = 0
  /// Lines that are no events.
  private(set) var quarantined = 0

  init(of log: EventLog) throws {
    var lines = try log.read()
    let parser = LineParser()
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      quarantined += batch.quarantined.count
      for index in 0..<batch.count where batch.event(at: index).string("event") == "counted" {
        add(batch.event(at: index))
      }
    }
  }

  private mutating func add(_ event: borrowing Event) {
    guard let writer = event.integer("writer"), let number = event.integer("n"),
      let width = event.integer("width"), let text = event.string("text"),
      text == String(repeating: " ", count: Int(clamping: width))
    else { return mangled += 1 }
    numbers[writer, default: []].append(number)
  }
}
