package import Events
package import Journal
import Lines

/// Reads a log event by event, in order, with the times of untimed lines resolved.
///
/// ```swift
/// var scan = Scan()
/// try scan.run(over: log.read()) { event in
///   print(event.name ?? "")
///   return true
/// }
/// ```
package struct Scan: Sendable {
  /// Events seen so far.
  package private(set) var events = 0
  /// Ranges that were no events.
  package private(set) var quarantined = 0
  private var lastTime: Timestamp?

  /// A scan that has seen nothing.
  package init() {}

  /// Lends each event of `source` to `body` until it returns false; called again with another
  /// source it goes on after the first. Returns false when `body` ended it.
  ///
  /// - Throws: `JournalError` where the source fails, and whatever `body` throws.
  @discardableResult
  package mutating func run<Source: LineSource & ~Copyable>(
    over source: consuming Source, _ body: (borrowing Event) throws -> Bool
  ) throws -> Bool {
    var parser = TimedParser(after: lastTime)
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      lastTime = parser.lastTime
      quarantined += batch.quarantined.count
      for index in 0..<batch.count {
        events += 1
        if try !body(batch.event(at: index)) { return false }
      }
    }
    return true
  }
}
