import TLM
import TestSupport
import Testing

/// The pages of `tlm trace` as they are promised to people, at two widths, in Tests/Goldens/Traces.
///
/// `TLM_GOLDENS=write` writes them anew; look at them, then.
@Suite struct TracePageTests {
  private static let folder = Files.package + "/Tests/Goldens/Traces"

  @Test(arguments: ["tree", "timeline", "waterfall"], [80, 140])
  func `a page is as it was looked at`(shape: String, columns: Int) throws {
    let sandbox = try Sandbox()
    let log = Self.folder + "/log.jsonl"
    try #require(try sandbox.tlm("append", log).code == 0)
    let shown = try sandbox.atTerminal(
      ["trace", "BUG-7", "--\(shape)"], columns: columns, ["NO_COLOR": "1"])
    let path = "\(Self.folder)/\(shape)-\(columns).txt"
    let page = Screens.plain(shown.output).joined(separator: "\n")
    if StoreLocation.variable("TLM_GOLDENS") == "write" { try Disk.write(path, Array(page.utf8)) }

    #expect(try page == Disk.text(path))
    for line in Screens.plain(shown.output) { #expect(line.count <= columns, "\(line)") }
  }
}
