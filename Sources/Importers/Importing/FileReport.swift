import Events
package import Lines
package import Telemetry

/// What an import came to for one file.
package struct FileReport: Sendable {
  package let path: String
  /// The name of the dialect; nil where nothing could be read.
  package var format: String?
  /// Whether the file looks as it did when all of it was imported, so that it was not read.
  package var isUnchanged = false
  /// Events that came into the log.
  package var new = 0
  /// Lines that were in the log before.
  package var known = 0
  /// The file that those came from, where it was another.
  package var source: String?
  /// Lines that came into the log and are no events, by why.
  package var quarantined: [Quarantine.Reason: Int] = [:]
  /// Lines that are too long to be events, and were passed over.
  package var skipped = 0
  /// New events of names that are tlm's own: they are kept, and steer nothing.
  package var reserved = 0
  /// Bytes of a last line that is not whole yet: they come when it is.
  package var unfinished: Int64 = 0
  /// Bytes that were read, unpacked.
  package var bytes: Int64 = 0
  /// What was hidden.
  package var redaction = RedactionReport()
  /// Why it was not imported, or not to its end.
  package var failure: ImportError?

  package init(path: String) { self.path = path }

  /// Lines that it has, but for blank ones and one that is not whole.
  package var lines: Int { new + known + damaged + skipped }

  /// What was hidden, by rule.
  package var hidden: [(rule: String, count: Int)] { redaction.sortedCounts }

  /// Adds what came of another file that had the same name.
  mutating func add(_ other: FileReport) {
    let before = self
    self = other
    new += before.new
    known += before.known
    quarantined.merge(before.quarantined) { $0 + $1 }
    skipped += before.skipped
    reserved += before.reserved
    bytes += before.bytes
    redaction.add(before.redaction)
  }

  /// New lines that are no events.
  package var damaged: Int { quarantined.values.reduce(0, +) }
}
