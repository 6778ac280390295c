import Glibc
import TLM
import TestSupport
import Testing

/// `tlm report`: one page that needs nothing else.
@Suite struct ReportTests {
  private func filled(_ lines: String = "") throws -> Sandbox {
    let sandbox = try Sandbox()
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/weeks.py weeks.jsonl --weeks 4 && tlm append weeks.jsonl")
    try #require(made.code == 0, "\(made.errors)")
    if !lines.isEmpty { try #require(sandbox.tlm("append", input: lines).code == 0) }
    return sandbox
  }

  private static let period = "2026-11-08T00:00:00Z..2026-11-29T00:00:00Z"

  @Test func `it has what summary, trends, usage and traces say`() throws {
    let trace =
      #"{"ts":"2026-11-20T10:00:00Z","event":"build","trace_id":"t-slow","span_id":"a","#
      + #""duration_s":61,"kind":"span"}"# + "\n"
    let sandbox = try filled(trace)

    let result = try sandbox.tlm("report", "--since", Self.period, "--compare", "-o", "r.html")

    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    let page = try Disk.text(sandbox.path + "/r.html")
    for word in [
      "<h2>Summary</h2>", "<h2>Trends</h2>", "<h2>Tokens and cost</h2>", "<h2>Slowest traces</h2>",
      "bottleneck: ", "implement", "svg class=\"sparkline\"", "t-slow", "accounts for",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    let summary = try json(
      sandbox.tlm("summary", "--since", Self.period, "--json").output)
    let completed = try #require(summary["issues"]?["completed"])
    #expect(
      page.contains("<span class=\"strong\">\(JSONWriter.text(of: completed))</span> completed"))
  }

  @Test func `it is well-formed and asks for nothing`() throws {
    let sandbox = try filled(
      #"{"ts":"2026-11-20T10:00:00Z","event":"issue_complete","issue_id":"<script>alert(1)</script>-1","#
        + #""tool":"\"><img src=x onerror=alert(1)>","result":"failure"}"# + "\n")
    #expect(try sandbox.tlm("report", "--since", Self.period, "-o", "r.html").code == 0)

    let checked = try sandbox.shell(
      "python3 -B \(Reference.folder)/../CLITests/Analysis/page.py r.html")

    #expect(checked.code == 0, "\(checked.output)\(checked.errors)")
    #expect(try Disk.text(sandbox.path + "/r.html").contains("&lt;img src=x onerror=alert(1)&gt;"))
  }

  @Test func `to standard output it is the same page`() throws {
    let sandbox = try filled()
    let written = try sandbox.tlm("report", "--since", Self.period, "-o", "-")

    #expect(written.code == 0)
    #expect(written.output.hasPrefix("<!DOCTYPE html>") && written.output.hasSuffix("</html>\n"))
  }

  @Test func `where it cannot be written the old page stays and nothing else is left`() throws {
    let sandbox = try filled()
    let folder = sandbox.folder("closed")
    _ = try sandbox.file("closed/r.html", "old")
    chmod(folder, 0o500)
    defer { chmod(folder, 0o700) }

    let result = try sandbox.shell("ulimit -f 1; tlm report --since \(Self.period) -o big.html")
    #expect(result.code == 2 && result.errors.contains("tlm: big.html cannot be written: "))
    #expect(!Files.exists(sandbox.path + "/big.html"))
    let left = try Files.all(below: sandbox.path).filter { $0.contains("big.html") }
    #expect(left == [])

    guard getuid() != 0 else { return }
    #expect(try sandbox.tlm("report", "--since", Self.period, "-o", "closed/r.html").code == 2)
    #expect(try Disk.text(folder + "/r.html") == "old")
  }

  @Test func `a file is needed`() throws {
    let result = try Sandbox().tlm("report")
    #expect(result.code == 64 && result.errors.contains("--output"))
  }
}
