package import Exporters
package import Posting
package import TLM

/// What an export came to: what `tlm export --json` prints where the export itself goes elsewhere.
package struct ExportDocument: Document {
  /// The name of the format.
  package let format: String
  /// The file, or the address that was sent to.
  package let target: String
  /// Whether the target is an address.
  package let isSent: Bool
  /// Events that are in it.
  package var events = 0
  /// Spans that they came to; nil where they are exported as they are.
  package var spans: Int?
  /// Bytes of the file, or of the requests that were taken.
  package var bytes: Int64 = 0
  /// Of what was sent, requests and attempts that had to be made again.
  package var tally = Delivery.Tally()
  /// Records that the receiver took and left out.
  package var rejected: Int64 = 0
  /// What the receiver said about them, each sentence once.
  package var remarks: [String] = []

  package init(_ format: ExportFormat, to target: String, isSent: Bool) {
    self.format = format.name
    self.target = target
    self.isSent = isSent
  }

  package var json: Value {
    [
      "format": .string(format),
      "output": isSent ? .null : .string(target),
      "endpoint": isSent ? .string(target) : .null,
      "events": .integer(Int64(events)),
      "spans": spans.map { .integer(Int64($0)) } ?? .null,
      "bytes": .integer(bytes),
      "requests": isSent ? .integer(Int64(tally.requests)) : .null,
      "retries": isSent ? .integer(Int64(tally.retries)) : .null,
      "rejected": isSent ? .integer(rejected) : .null,
      "remarks": .array(remarks.map { .string($0) }),
    ]
  }
}
