import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program of Examples/custom-projection: one file, and the whole of tlm.
@Suite struct ExampleTests {
  private let program = Program.built("custom-projection")
  private let log = Files.package + "/Examples/data/little-loops/issue_lifecycle.jsonl"

  private func run(_ arguments: String..., in sandbox: Sandbox) throws -> Command.Result {
    try Command.run(
      program, arguments, environment: ["HOME": sandbox.path, "PATH": "/usr/bin:/bin"],
      in: sandbox.path)
  }

  @Test func `its projection answers on real data`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try run("replay", "--projection", "lead-time", "--json", log, in: sandbox)

    #expect(result.code == 0, "\(result.errors)")
    let document = try json(result.output)
    #expect(document["projection"] == "lead-time")
    #expect(document["parameters"] == ["type": ""])
    #expect(document["matched"] == 1617)
    // Counted again with ten lines of Python.
    #expect(document["report"]?["open"] == 123)
    #expect(document["report"]?["strays"] == 222)
    let closed = try #require(document["report"]?["closed"])
    #expect(closed.names == ["BUG", "ENH", "FEAT"])
    #expect(closed.names.map { closed[$0]?["count"] } == [181, 351, 104])
  }

  @Test func `its table is shown as those of the projections that ship`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try run("replay", "--projection", "lead-time", log, in: sandbox)

    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "from captured to completed")
    #expect(lines[1].hasPrefix("type  of all ") && lines[1].hasSuffix(" longest"))
    #expect(lines[2].hasPrefix("BUG   █████▊ ") && lines[2].contains("  181  "))
    #expect(lines[2].hasSuffix("  35 d"))
    #expect(lines[6] == "123 are open · 222 were completed and not open")
    #expect(lines[8].contains("1 617 matched"))
  }

  @Test func `it is all of tlm, with the same answers`() throws {
    let sandbox = try Sandbox()

    let made = try run("append", log, in: sandbox)
    let counts = try run("replay", "-p", "event-counts", "--digest", in: sandbox)
    let plain = try sandbox.tlm("replay", "-p", "event-counts", "--digest")
    let help = try run("replay", "--help", in: sandbox)

    #expect(made.code == 0, "\(made.errors)")
    #expect(counts.output == plain.output && counts.code == 0)
    #expect(help.output.contains("lead-time") && help.output.contains("phase-timing"))
  }

  @Test func `its sensors stand beside those that ship, folded and on the board`() throws {
    let sandbox = try Sandbox()
    _ = try run("append", log, in: sandbox)

    let both = try run(
      "sensors", "get", "issues_open", "safety_tool_calls_total", "--json", in: sandbox)
    let then = try run(
      "sensors", "get", "issues_open", "--at", "2026-02-01T00:00:00Z", in: sandbox)
    let described = try run("sensors", "describe", "issues_open", in: sandbox)
    let plain = try sandbox.tlm("sensors", "get", "issues_open")

    #expect(try json(both.output)["sensors"]?["issues_open"]?["value"] == .double(123))
    #expect(try json(both.output)["sensors"]?["safety_tool_calls_total"]?["value"] == .double(0))
    #expect(try json(both.output)["source"] == "log")
    let earlier = try #require(Int(then.output.dropLast()))
    #expect(earlier != 123, "the same then as now")
    #expect(described.output.contains("issues") && described.output.contains("derived"))
    #expect(plain.code == 64, "a program without it does not know it")

    let watch = try Command(
      program, ["watch", "--sample", "off"],
      environment: ["HOME": sandbox.path, "PATH": "/usr/bin:/bin"], in: sandbox.path)
    var shown: Value?
    for _ in 0..<200 where shown?["source"] != "board" {
      shown = try json(run("sensors", "get", "issues_open", "--json", in: sandbox).output)
    }
    watch.signal(SIGTERM)
    #expect(shown?["source"] == "board")
    #expect(shown?["sensors"]?["issues_open"]?["value"] == .double(123))
    #expect(try watch.finish().code == 0)
  }
}
