import TLM
import TestSupport
import Testing

/// What the page of other readers shows is what they do.
@Suite(.enabled(if: ExportPeers.haveReaders, ExportPeers.noReaders)) struct OtherReadersTests {
  /// The blocks of the page, each with its language.
  private func blocks() throws -> [(language: String, code: String)] {
    let page = try Disk.text(Files.package + "/Sources/TLM/TLM.docc/OtherReaders.md")
    let parts = page.split(separator: "\n```", omittingEmptySubsequences: false)
    return parts.dropFirst().enumerated().compactMap { place, part in
      guard place % 2 == 0, let end = part.firstIndex(of: "\n") else { return nil }
      return (String(part[..<end]), String(part[part.index(after: end)...]) + "\n")
    }
  }

  private func run(_ block: (language: String, code: String), in sandbox: Sandbox) throws
    -> Command.Result
  {
    try Disk.write(sandbox.path + "/block", Array(block.code.utf8))
    switch block.language {
    case "sql":
      return try sandbox.shell(
        "\(ExportPeers.python) -c 'import duckdb; found = duckdb.sql(open(\"block\").read()); "
          + "print(found.fetchall() if found else [])'")
    case "python": return try sandbox.shell("\(ExportPeers.python) block")
    default: return try sandbox.shell("set -e; . ./block")
    }
  }

  @Test func `each command of the page does what it says`() throws {
    let sandbox = try Sandbox.filled()
    let blocks = try blocks()
    #expect(blocks.count >= 7)
    let report = try json(
      sandbox.tlm("query", "--event", "issue_phase", "--count", "--json").output)
    let phases = try #require(report["count"]?.count)

    for block in blocks {
      let result = try run(block, in: sandbox)
      #expect(result.code == 0, "\(block.code)\n\(result.errors)")
      #expect(block.language == "sh" || !result.output.isEmpty, "\(block.code)")
    }

    let kept = try sandbox.shell(
      "\(ExportPeers.python) -c 'import duckdb; print(duckdb.sql(\"select count(*) from "
        + "\\\"log.parquet\\\" where event = $$issue_phase$$\").fetchall()[0][0])'")
    #expect(kept.output == "\(phases)\n", "\(kept.errors)")
  }
}
