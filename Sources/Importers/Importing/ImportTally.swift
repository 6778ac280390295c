import Journal
import SystemCalls

/// What an import has brought so far, also for who ends it half-way.
package final class ImportTally: Sendable {
  package struct Count: Sendable {
    /// Files that were opened.
    package var files = 0
    /// Bytes that were read, unpacked.
    package var bytes: Int64 = 0
    /// Events that came into the log.
    package var new = 0
  }

  private let count = Guarded(Count())

  func begin() { count.withLock { $0.files += 1 } }

  func read(_ bytes: Int64) { count.withLock { $0.bytes += bytes } }

  /// Counts events that come into the log by what `write` does. Nobody ends the process in between.
  func add(
    _ events: Int, _ write: () throws(ImportError) -> ImportStep
  ) throws(ImportError) -> ImportStep {
    try count.withLock { count throws(ImportError) in
      let step = try write()
      if case .written = step { count.new += events }
      return step
    }
  }

  /// Has `body` end the process, while nothing is written.
  package func end(_ body: (Count) -> Never) -> Never {
    count.withLock { count -> Never in body(count) }
  }
}
