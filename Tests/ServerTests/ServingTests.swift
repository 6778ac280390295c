import SystemCalls
import TestSupport
import Testing

#if Server
  /// A real `tlm serve` on ports that are free, asked by Python's own clients: a case is a function of a
  /// program in Programs.
  @Suite struct ServingTests {
    @Test(arguments: ServedProgram.cases(of: "serving"))
    func `A store is served as it says`(_ name: String) throws {
      try ServedProgram.check("serving", name)
    }

    @Test(arguments: ServedProgram.cases(of: "streaming"))
    func `Who listens misses nothing`(_ name: String) throws {
      try ServedProgram.check("streaming", name)
    }

    @Test(
      .enabled(if: ServedProgram.hasPeers, ServedProgram.reason),
      arguments: ServedProgram.telemetryCases)
    func `OpenTelemetry's own programs are heard`(_ name: String) throws {
      try ServedProgram.check("telemetry", name, by: ServedProgram.peers)
    }

    @Test(arguments: ServedProgram.cases(of: "pages"))
    func `Pages say what there is and change what they are told`(_ name: String) throws {
      try ServedProgram.check("pages", name)
    }

    @Test(
      .enabled(if: ServedProgram.hasBrowser, ServedProgram.browserReason),
      arguments: ServedProgram.browserCases)
    func `A browser finds pages as it should`(_ name: String) throws {
      try ServedProgram.check("browser", name, by: ServedProgram.peers)
    }

    @Test(arguments: ServedProgram.cases(of: "hostile"))
    func `A client that means harm does none`(_ name: String) throws {
      try ServedProgram.check("hostile", name)
    }
  }
#endif

/// A program of cases that ask a server.
enum ServedProgram {
  private static let folder =
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Programs/"

  /// Python with OpenTelemetry's programs; scripts/peers.sh gets it.
  static let peers =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    + "/.build-peers/venv/bin/python"

  /// Its cases; none where they cannot be had.
  static let telemetryCases = (try? run("telemetry", nil, by: peers))?.lines ?? []

  static let hasPeers = !telemetryCases.isEmpty

  static let reason: Comment =
    "SKIPPED: no exporters of OpenTelemetry in .build-peers; run scripts/peers.sh"

  /// Cases in Chromium, by playwright; none where one of them cannot be had.
  static let browserCases = (try? run("browser", nil, by: peers))?.lines ?? []

  static let hasBrowser = !browserCases.isEmpty

  static let browserReason: Comment =
    "SKIPPED: no chromium, or no playwright in .build-peers; run scripts/peers.sh"

  private static func run(
    _ program: String, _ name: String?, by python: String = "/usr/bin/python3"
  ) throws -> Command.Result {
    let words = ["-B", folder + program + ".py", Program.built("tlm")] + (name.map { [$0] } ?? [])
    let path = OwnProcess.variable("PATH") ?? "/usr/bin:/bin"
    return try Command.run(python, words, environment: ["PATH": path], in: folder)
  }

  /// What cases a program has.
  static func cases(of program: String) -> [String] {
    // Without any the suite fails for having run nothing.
    (try? run(program, nil))?.lines ?? []
  }

  static func check(
    _ program: String, _ name: String, by python: String = "/usr/bin/python3"
  ) throws {
    let result = try run(program, name, by: python)
    #expect(result.lines.last == "ok", "\(result.errors)")
  }
}
