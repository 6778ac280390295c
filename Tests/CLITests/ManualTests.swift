import TLM
import TestSupport
import Testing

@Suite struct ManualTests {
  static let commands = [
    "init", "emit", "append", "tail", "query", "replay", "projections", "projection", "sensors",
    "mode", "control", "watch", "index", "doctor", "hook", "statusline", "claude",
  ]

  @Test(arguments: commands)
  func `the help of every command has examples that begin with it`(command: String) throws {
    let result = try Sandbox(hasStore: false).tlm(command, "--help")

    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    let examples = try #require(result.output.firstRange(of: "Examples:")).upperBound
    #expect(result.output[examples...].contains("tlm \(command)"))
  }

  @Test func `tlm alone shows its help, and --help does`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let help = try sandbox.tlm("--help")

    #expect(help.code == 0)
    #expect(try sandbox.tlm().output == help.output)
    for command in Self.commands { #expect(help.output.contains("\n  \(command) ")) }
  }

  @Test func `every command file is in the catalog, subcommands included`() throws {
    let folder = Files.package + "/Sources/TLMCommand/Commands"
    let files = try Files.all(below: folder).filter {
      $0.hasSuffix(".swift") && $0 != "Catalog.swift"
    }
    let catalog = try Disk.text(folder + "/Catalog.swift")

    #expect(files.count > Self.commands.count)
    for file in files {
      let name = String(file.split(separator: "/").last ?? "").replacing(".swift", with: "")
      #expect(catalog.contains("\(name).self"), "\(file) is not in Catalog.swift")
    }
  }

  @Test func `the version is one line`() throws {
    let result = try Sandbox(hasStore: false).tlm("--version")

    #expect(result.code == 0)
    #expect(result.lines.count == 1)
    #expect(result.output.contains("."))
  }

  @Test(arguments: [
    ["nonsense"], ["query", "--nonsense"], ["replay"], ["replay", "-p", "nonsense"],
    ["replay", "-p", "event-counts", "--jobs", "0"], ["tail", "-n", "many"], ["init", "extra"],
  ])
  func `a mistake in the arguments is 64, on standard error`(arguments: [String]) throws {
    let result = try Sandbox().tlm(arguments)

    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }

  @Test func `an unknown projection is told with those that there are`() throws {
    let result = try Sandbox().tlm("replay", "-p", "nonsense")

    #expect(result.errors.contains("event-counts") && result.errors.contains("phase-timing"))
  }

  @Test func `found is 0, nothing found is 1, an error is 2`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "x").code == 0)

    #expect(try sandbox.tlm("query", "--event", "x").code == 0)
    #expect(try sandbox.tlm("query", "--event", "y").code == 1)
    #expect(try sandbox.tlm("query", "--store", "/nowhere").code == 2)
    #expect(try sandbox.tlm("replay", "-p", "event-counts", "/nowhere").code == 2)
    #expect(try sandbox.tlm("replay", "-p", "event-counts", "-").code == 1)
    #expect(try sandbox.tlm("replay", "-p", "event-counts", sandbox.path).code == 2)
  }

  @Test func `a full disk behind standard output is an error`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "x").code == 0)

    let result = try sandbox.shell("tlm query >/dev/full")

    #expect(result.code == 2)
    #expect(result.errors.contains("standard output"))
  }
}
