import Glibc
import TLM
import TestSupport
import Testing

@Suite struct NewProjectionTests {
  private func make(
    _ arguments: String..., in sandbox: Sandbox
  ) throws -> Command.Result {
    try sandbox.tlm(["projection", "new"] + arguments + ["--package", Files.package])
  }

  @Test func `it writes a package with a projection, a program and a test`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try make("build-times", in: sandbox)

    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == "made the package \(sandbox.path)/build-times\n")
    let folder = sandbox.path + "/build-times"
    #expect(
      try Files.all(below: folder) == [
        ".gitignore", "Package.swift", "README.md", "Sources", "Sources/BuildTimes",
        "Sources/BuildTimes/BuildTimes.swift", "Sources/BuildTimes/Main.swift", "Tests",
        "Tests/BuildTimesTests", "Tests/BuildTimesTests/BuildTimesTests.swift",
      ])
    let projection = try Disk.text(folder + "/Sources/BuildTimes/BuildTimes.swift")
    #expect(projection.contains("struct BuildTimes: Reporting {"))
    #expect(projection.contains("extension BuildTimes: Tabular {"))
    #expect(projection.contains("static let name = \"build-times\""))
    #expect(try Disk.text(folder + "/Package.swift").contains("path: \"\(Files.package)\""))
    #expect(try Files.all(below: sandbox.path).allSatisfy { !$0.contains(".new") })
  }

  @Test func `--json says what was made, and --path where`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let parent = sandbox.folder("deep/inside")

    let result = try make("x2-y", "--path", "deep/inside", "--json", in: sandbox)

    let document = try json(result.output)
    #expect(document["package"]?.text == parent + "/x2-y")
    #expect(document["projection"] == "x2-y")
    #expect(document["type"] == "X2Y")
    #expect(document["sources"]?.text == Files.package)
  }

  @Test(arguments: [
    "", "-", "Build", "build_times", "build--times", "-build", "build-", "2build", "größe", "a b",
    "../x", "string", "event", "main", "self", "projection", "tlm", "phase-timing",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ])
  func `a name that will not do is refused with a reason, and nothing is made`(name: String) throws
  {
    let sandbox = try Sandbox(hasStore: false)

    let result = try sandbox.tlm("projection", "new", "--package", Files.package, "--", name)

    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("name"))
    #expect(try Files.all(below: sandbox.path) == [])
  }

  @Test func `what is there already is not touched`() throws {
    let sandbox = try Sandbox(hasStore: false)
    sandbox.folder("mine")
    _ = try sandbox.file("yours", "a file")

    for name in ["mine", "yours"] {
      let result = try make(name, in: sandbox)
      #expect(result.code == 2)
      #expect(result.errors.contains("\(sandbox.path)/\(name) is there already"))
    }

    #expect(try Files.all(below: sandbox.path) == ["mine", "yours"])
    #expect(try Disk.text(sandbox.path + "/yours") == "a file")
  }

  @Test func `without the sources of tlm it says where they should be`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let beside = try sandbox.tlm("projection", "new", "build-times")
    let named = try sandbox.tlm("projection", "new", "build-times", "--package", sandbox.path)

    #expect(beside.code == 2 && named.code == 2)
    #expect(beside.errors.contains("/share/tlm/package"))
    #expect(beside.errors.contains("--package"))
    #expect(named.errors.contains("\(sandbox.path) is not the package tlm"))
    #expect(try Files.all(below: sandbox.path) == [])
  }

  @Test func `where nothing can be written nothing is left`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let nowhere = try make("build-times", "--path", "/nowhere", in: sandbox)
    let unwritable = try make("build-times", "--path", "/proc", in: sandbox)

    #expect(nowhere.code == 2 && nowhere.errors.contains("/nowhere"))
    #expect(unwritable.code == 2 && unwritable.errors.contains("cannot be written"))
  }

  @Test func `the help of it has examples`() throws {
    let help = try Sandbox(hasStore: false).tlm("help", "projection", "new")

    #expect(help.code == 0)
    #expect(help.output.contains("tlm projection new build-times"))
  }
}
