package import Events
package import OTLP

/// Events as bytes of one format, one after the other: memory does not depend on how many there are.
///
/// Events are rendered wherever a thread is free, some to a part; the parts are put together in the order
/// of the log.
package protocol EventExporter: Sendable {
  /// Adds what stands before the first event.
  mutating func begin(_ bytes: inout [UInt8])
  /// Renders an event behind those of a part: what comes of it does not depend on any other event, and
  /// so not on which copy of this does it.
  mutating func render(_ event: borrowing Event, to part: inout ExportPart)
  /// Adds a part, at once or with those that come, behind the one that stands before it in the log.
  mutating func add(_ part: ExportPart, to bytes: inout [UInt8])
  /// Adds what is still to be written, so that everything told so far is there; more events may come.
  mutating func settle(_ bytes: inout [UInt8])
  /// Adds what stands behind the last event.
  mutating func end(_ bytes: inout [UInt8])
}

extension EventExporter {
  package mutating func begin(_ bytes: inout [UInt8]) {}
  package mutating func add(_ part: ExportPart, to bytes: inout [UInt8]) { bytes += part.bytes }
  package mutating func settle(_ bytes: inout [UInt8]) {}
  package mutating func end(_ bytes: inout [UInt8]) { settle(&bytes) }
}

/// Some events that stand one after the other, as a format has them.
package struct ExportPart: Sendable {
  /// What was rendered.
  package var bytes: [UInt8] = []
  /// The records that these bytes are, where requests are made of records.
  var records: [Record] = []
  /// Points of metrics that are still to be put into requests.
  var points: [Point] = []
  /// How many events they are.
  package private(set) var count = 0
  /// Where the last of them stands in the log.
  package private(set) var last = Position.start

  /// A record of OTLP.
  struct Record: Sendable {
    let service: String
    /// Where it ends.
    let end: Int
    /// Bytes of the line that it was.
    let size: Int
  }

  /// A point of OTLP's metrics.
  struct Point: Sendable {
    let point: MetricPoint
    /// Bytes of the line that it was.
    let size: Int
  }

  /// No events.
  package init() {}

  /// An event of this position was rendered.
  mutating func note(_ position: Position) {
    count += 1
    last = position
  }
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
