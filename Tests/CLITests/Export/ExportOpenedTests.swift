import TLM
import TestSupport
import Testing

/// Exports of lines that would like to be formulas, markup or the end of a cell, opened by those who
/// read such files: the same values, and nothing comes of them.
@Suite(.enabled(if: ExportPeers.haveReaders, ExportPeers.noReaders)) struct ExportOpenedTests {
  @Test(arguments: ["csv", "jsonl", "json", "xlsx"], [1, 2])
  func `DuckDB, pandas and openpyxl find what the log says`(format: String, seed: Int) throws {
    let sandbox = try Sandbox()
    let peers = Files.package + "/Tests/Peers"
    let made = try sandbox.shell(
      "\(ExportPeers.python) \(peers)/hostile_log.py 400 \(seed) > log.jsonl")
    try #require(made.code == 0, "\(made.errors)")
    try #require(sandbox.tlm("append", "log.jsonl").code == 0)

    let exported = try sandbox.tlm("export", "-o", "out.\(format)", "--json")
    let opened = try sandbox.shell(
      "\(ExportPeers.python) \(peers)/opened.py log.jsonl \(format) out.\(format)")

    #expect(exported.code == 0, "\(exported.errors)")
    #expect(try json(exported.output)["events"] == 400)
    #expect(opened.code == 0, "\(opened.output)\(opened.errors)")
  }
}
