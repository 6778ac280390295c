import Documents
import Importers
import TLM
import Testing

@Suite struct ImportDocumentTests {
  private var grown: FileReport {
    var report = FileReport(path: "/logs/app.jsonl")
    report.format = "jsonl"
    report.new = 4
    report.known = 10
    report.quarantined = [.notJSON: 2, .invalidUTF8: 1]
    report.skipped = 1
    report.reserved = 1
    report.unfinished = 7
    report.bytes = 1200
    report.source = "file:/logs/old.jsonl"
    return report
  }

  private var failed: FileReport {
    var report = FileReport(path: "/logs/table.jsonl")
    report.failure = ImportError(.foreign, "no line of /logs/table.jsonl is an event")
    return report
  }

  @Test func `an import says of each file what was new and known and why`() throws {
    var unchanged = FileReport(path: "/logs/same.jsonl")
    unchanged.format = "claude"
    unchanged.isUnchanged = true
    unchanged.known = 3

    try Golden.check(
      "ImportDocument",
      [
        ("some", ImportDocument([grown, unchanged, failed], ImportPlan([])).json),
        ("none", ImportDocument([], ImportPlan([])).json),
        ("followed", ImportedFileDocument(grown).json),
      ])
  }
}
