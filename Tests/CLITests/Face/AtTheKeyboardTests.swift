import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a person is told who types commands.
@Suite struct AtTheKeyboardTests {
  @Test(arguments: [
    ([String](), "needs the name of an event"), (["x", "y"], "y is no field"),
    (["x", "--stricct"], "there is no option --stricct"), (["x", "=1"], "has no name before ="),
    (["--object", "[1]"], "--object is not a JSON object"), (["--store"], "--store needs a value"),
  ])
  func `a mistake in an emit is told at a terminal, and to no program`(
    words: [String], expected: String
  ) throws {
    let sandbox = try Sandbox()

    let seen = try Command.run(
      Sandbox.binary, ["emit"] + words, environment: sandbox.variables([:]), in: sandbox.path,
      screen: .errors)
    let unseen = try sandbox.tlm(["emit"] + words)

    #expect(seen.code == 0 && unseen.code == 0)
    #expect(seen.errors.hasPrefix("tlm: ") && seen.errors.contains(expected), "\(seen.errors)")
    #expect(unseen.errors.isEmpty)
  }

  @Test(arguments: ["n:=seven", "n:=", "n:={a:1}", "n:=01"])
  func `a value that is no JSON is told, and kept as text`(field: String) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("emit", "x", field, "m:=1", screen: .errors)

    #expect(result.code == 0)
    #expect(
      result.errors.replacing("\r\n", with: "\n")
        == "tlm: \(field) is not JSON; it went in as text\n")
    #expect(try json(#require(sandbox.events().last))["n"]?.text == String(field.dropFirst(3)))
    #expect(try sandbox.tlm("emit", "x", field).errors.isEmpty)
  }

  @Test(arguments: [
    ["nonsense"], ["query", "--nonsense"], ["replay"], ["replay", "-p", "nonsense"],
    ["tail", "-n", "many"], ["query", "--store", "/nowhere"], ["emit", "--strict"],
    ["append", "nofile"], ["sensors", "get", "perf_sytem_cpu_load"], ["mode", "set", "X"],
  ])
  func `every error begins in the same way`(words: [String]) throws {
    let result = try Sandbox().tlm(words)

    #expect(result.code >= 2 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("tlm: "), "\(result.errors)")
    #expect(!result.errors.contains("Error: "))
  }

  @Test func `who sets a mode is known without the environment`() throws {
    let sandbox = try Sandbox()
    let account = try sandbox.shell("id -un").lines[0]

    try #require(try sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)

    let line = try json(#require(sandbox.events().last))
    #expect(line["approved_by"]?.text == account || line["by"]?.text == account, "\(line)")
    #expect(!account.isEmpty)
  }

  @Test func `healthy numbers are not red`() throws {
    let sandbox = try Sandbox.inSegments()

    let result = try sandbox.tlm("doctor", environment: ["CLICOLOR_FORCE": "1", "TERM": "xterm"])

    #expect(result.code == 0)
    #expect(!result.output.contains("\u{1b}[31m"), "\(result.output)")
    #expect(result.output.contains("\u{1b}[32msealed, sum ok"))
  }

  @Test func `what is wrong with a segment is red, its numbers are not`() throws {
    let sandbox = try Sandbox.inSegments()
    try Files.overwrite(#require(sandbox.segments().first), at: 10, [0x20])

    let result = try sandbox.tlm("doctor", environment: ["CLICOLOR_FORCE": "1", "TERM": "xterm"])

    #expect(result.code == 1)
    let rows = result.lines.filter { $0.contains("sum differs at") && $0.contains("sealed, ") }
    #expect(rows.count == 1)
    #expect(rows[0].components(of: "\u{1b}[31m") == 1)
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
