import TLM
import TestSupport
import Testing

/// The page for `man`, as it is installed.
@Suite struct ManualPageTests {
  private func page() throws -> String {
    let result = try Sandbox(hasStore: false).tlm("manual")
    try #require(result.code == 0 && result.errors.isEmpty)
    return result.output
  }

  @Test func `it has every command with its options`() throws {
    let lines = try page().split(separator: "\n").map(String.init)

    #expect(lines[0].hasPrefix(".TH TLM 1 "))
    for leaf in try CommandTree.leaves() where leaf != ["manual"] {
      let title = (["tlm"] + leaf).joined(separator: " ").replacing("-", with: "\\-")
      #expect(lines.contains(".SS \"\(title)\""), "\(leaf)")
    }
    #expect(lines.contains { $0.contains("\\-\\-newest\\-first") })
    #expect(lines.contains(".SH ENVIRONMENT") && lines.contains("TLM_STORE"))
  }

  @Test func `it is the same each time`() throws { #expect(try page() == page()) }

  @Test func `no line of an example is taken for a request`() throws {
    for line in try page().split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(line.contains(/^\.(TH|SH|SS|PP|TP|nf|fi)( |$)/), "\(line)")
    }
  }

  @Test func `groff has nothing to say against it`() throws {
    let sandbox = try Sandbox(hasStore: false)
    _ = try sandbox.file("tlm.1", page())
    let result = try sandbox.shell(
      "command -v groff >/dev/null || exit 3; groff -man -Tutf8 -ww tlm.1 | sed 's/\\x1b\\[[0-9;]*m//g'"
    )
    guard result.code != 3 else { return print("[manual] skipped: there is no groff") }

    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("tlm control backtest"))
    #expect(result.output.contains("tlm query --outcome failure --where 'duration_s > 60'"))
  }
}
