import Documents
import Exporters
import Posting
import Testing

@Suite struct ExportDocumentTests {
  @Test func `an export says what it came to`() throws {
    let csv = try #require(ExportCatalog.named("csv"))
    let otlp = try #require(ExportCatalog.named("otel"))
    var written = ExportDocument(csv, to: "week.csv", isSent: false)
    (written.events, written.bytes) = (12, 3456)
    var sent = ExportDocument(otlp, to: "http://localhost:4318/v1/traces", isSent: true)
    (sent.events, sent.spans, sent.bytes, sent.rejected) = (12, 5, 789, 1)
    (sent.tally.requests, sent.tally.retries) = (1, 2)
    sent.remarks = ["one is too old"]

    try Golden.check("ExportDocument", [("written", written.json), ("sent", sent.json)])
  }
}
