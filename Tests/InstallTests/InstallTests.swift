import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `make install` puts in place, and what a person builds on it.
///
/// It lies beside the test binary and stays there, so that a second run finds the dependencies of
/// the package compiled.
@Suite(.serialized) struct InstallTests {
  private let folder = Program.built("installed")
  private var prefix: String { folder + "/prefix" }
  private let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  @Test func `a new projection's package builds, passes and answers as it is`() throws {
    let watch = Stopwatch()
    try install()
    Scratch.remove(folder + "/build-times")

    let made = try run(prefix + "/bin/tlm", "projection", "new", "build-times")
    #expect(made.code == 0, "\(made.errors)")
    let scratch = ["--scratch-path", folder + "/scratch"]
    let built = try swift(["build"] + scratch)
    #expect(built.code == 0, "\(built.output.suffix(4000))\(built.errors.suffix(2000))")
    #expect(!built.output.contains("warning:"), "\(built.output.suffix(4000))")
    watch.report("a new package: built")
    let tested = try swift(["test"] + scratch)
    #expect(tested.code == 0, "\(tested.output.suffix(4000))")
    #expect(tested.output.contains("Test run with 3 tests"))

    let binary = folder + "/scratch/debug/build-times"
    let log = root + "/Examples/data/structlog/current.jsonl"
    let own = try run(binary, "replay", "--projection", "build-times", log)
    #expect(own.code == 0, "\(own.errors)")
    #expect(own.output.hasPrefix("calls of tools\ntool  calls"), "\(own.output)")
    let document = try run(binary, "replay", "--projection", "build-times", "--json", log)
    #expect(document.output.contains("\"count\":14"), "\(document.output)")
    let builtIn = try run(binary, "replay", "--projection", "event-counts", "--digest", log)
    let installed = try run(
      prefix + "/bin/tlm", "replay", "--projection", "event-counts", "--digest", log)
    #expect(builtIn.output == installed.output && installed.code == 0)
    watch.report("a new package: built, tested, run")
  }

  @Test func `an installed package has no tests and no warnings that are errors`() throws {
    try install()

    let package = prefix + "/share/tlm/package"

    #expect(access(package + "/Package.swift", R_OK) == 0)
    #expect(access(package + "/Sources/ProjectionTesting", R_OK) == 0)
    #expect(access(package + "/Tests", R_OK) != 0)
    #expect(access(prefix + "/share/bash-completion/completions/tlm", R_OK) == 0)
    let manual = try run("/bin/cat", prefix + "/share/man/man1/tlm.1")
    #expect(manual.output.hasPrefix(".TH TLM 1 ") && manual.output.hasSuffix("\n"))
  }

  @Test func `what was installed can be taken away`() throws {
    let scratch = Scratch()
    let place = scratch.path + "/prefix"
    let made = try run(
      "/bin/bash", root + "/scripts/install.sh", Program.built("tlm"), place,
      Program.built("tlm-emit"), Program.built("tlm-hook"), Program.built("tlm-gate"))
    try #require(made.code == 0, "\(made.errors)")
    for name in ["tlm-emit", "tlm-hook", "tlm-gate"] {
      #expect(access(place + "/bin/" + name, X_OK) == 0)
    }
    for name in ["tlm-watch", "tlm-serve", "tlm-relay-push", "tlm-relay-pull"] {
      let unit = try run("/bin/cat", place + "/lib/systemd/user/\(name).service").output
      #expect(unit.contains("ExecStart=\(place)/bin/tlm "), "\(name): \(unit)")
    }
    let listed = try run("/bin/cat", place + "/share/tlm/launchd/org.tlm.serve.plist").output
    #expect(listed.contains("<string>\(place)/bin/tlm</string>"))

    let removed = try run("/bin/bash", root + "/scripts/install.sh", "--remove", place)

    #expect(removed.code == 0, "\(removed.errors)")
    #expect(try run("/usr/bin/find", place, "-type", "f").output.isEmpty)
  }

  private func install() throws {
    mkdir(folder, 0o700)
    let script = root + "/scripts/install.sh"
    let result = try run(
      "/bin/bash", script, Program.built("tlm"), prefix, Program.built("tlm-emit"),
      Program.built("tlm-hook"))
    try #require(result.code == 0, "\(result.errors)")
  }

  private func swift(_ arguments: [String]) throws -> Command.Result {
    try Command.run(
      "/usr/bin/env", ["swift"] + arguments, environment: Self.environment,
      in: folder + "/build-times", within: 900)
  }

  private func run(_ path: String, _ arguments: String...) throws -> Command.Result {
    try Command.run(path, arguments, environment: Self.environment, in: folder)
  }

  /// What a compiler needs of this process's environment, and nothing that tells of a test.
  static let environment: [String: String] = {
    var variables: [String: String] = [:]
    for name in ["PATH", "HOME", "TMPDIR", "CPATH", "LIBRARY_PATH", "SWIFTPM_CACHE"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }()
}
