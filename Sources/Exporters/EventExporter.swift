package import Events
package import OTLP

/// Events as bytes of one format, one after the other: memory does not depend on how many there are.
package protocol EventExporter: Sendable {
  /// Adds what stands before the first event.
  mutating func begin(_ bytes: inout [UInt8])
  /// Adds an event, at once or with those that come.
  mutating func add(_ event: borrowing Event, to bytes: inout [UInt8])
  /// Adds what is still to be written, so that everything told so far is there; more events may come.
  mutating func settle(_ bytes: inout [UInt8])
  /// Adds what stands behind the last event.
  mutating func end(_ bytes: inout [UInt8])
}

extension EventExporter {
  package mutating func begin(_ bytes: inout [UInt8]) {}
  package mutating func settle(_ bytes: inout [UInt8]) {}
  package mutating func end(_ bytes: inout [UInt8]) { settle(&bytes) }
}

/// What an export is asked for.
package struct ExportOptions: Sendable {
  /// The columns of a table; nil for the standard ones, or the lines as they stand.
  package var columns: [ExportColumn]?
  /// Whether texts that a spreadsheet would take for formulas are left as they are.
  package var keepsFormulas = false
  /// The id of the store that is exported; empty where there is none.
  package var store = ""
  /// The service that everything is said to be of; nil for the program that each event names.
  package var service: String?
  /// What requests are made of that are not of spans: a record of every event, or points of metrics.
  package var signal = OTLPSignal.logs
  /// Whether counters tell what they grew by, where they can tell both.
  package var prefersDelta = false
  /// What else is said of who sends.
  package var resource = OTLPResource()

  package init() {}
}
