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

    @Test(arguments: ServedProgram.cases(of: "forwarding"))
    func `What comes in is passed on`(_ name: String) throws {
      try ServedProgram.check("forwarding", name)
    }

    @Test(arguments: ServedProgram.cases(of: "load"))
    func `Many who tell and many who listen lose nothing`(_ name: String) throws {
      try ServedProgram.check("load", name)
    }

    @Test(arguments: ServedProgram.cases(of: "stores"))
    func `What befalls the store is told, and nothing is lost`(_ name: String) throws {
      try ServedProgram.check("stores", name)
    }

    @Test(
      .enabled(if: ServedProgram.hasPeers, ServedProgram.reason),
      arguments: ServedProgram.telemetryCases)
    func `OpenTelemetry's own programs are heard`(_ name: String) throws {
      try ServedProgram.check("telemetry", name, by: ServedProgram.peers)
    }

    @Test(.enabled(if: ServedProgram.hasPeers, ServedProgram.reason))
    func `A day goes by from its first call to its last proof`() throws {
      try ServedProgram.check(
        "day", "a_day_from_its_first_call_to_its_last_proof", by: ServedProgram.peers)
    }

    @Test(arguments: ServedProgram.cases(of: "pages"))
    func `Pages say what there is and change what they are told`(_ name: String) throws {
      try ServedProgram.check("pages", name)
    }

    @Test(arguments: ServedProgram.cases(of: "gated"))
    func `What a gate refused and what is left of a budget is told`(_ name: String) throws {
      try ServedProgram.check("gated", name)
    }

    @Test(
      .enabled(if: ServedProgram.hasBrowser, ServedProgram.browserReason),
      arguments: ServedProgram.browserCases)
    func `A browser finds pages as it should`(_ name: String) throws {
      try ServedProgram.check("browser", name, by: ServedProgram.peers)
    }

    private static let strangers = ServedProgram.cases(of: "others")

    @Test(
      .enabled(if: !strangers.isEmpty, "SKIPPED: only root can become another user"),
      arguments: strangers)
    func `Another user of the machine tells and nothing else`(_ name: String) throws {
      try ServedProgram.check("others", name)
    }

    private static let scrapes = ServedProgram.cases(of: "metrics")

    @Test(
      .enabled(
        if: !scrapes.isEmpty, "SKIPPED: no Prometheus in .build-peers; run scripts/peers.sh"),
      arguments: scrapes)
    func `Prometheus scrapes it`(_ name: String) throws {
      try ServedProgram.check("metrics", name)
    }

    private static let questions = ServedProgram.cases(of: "openapi", by: ServedProgram.peers)

    @Test(
      .enabled(
        if: !questions.isEmpty, "SKIPPED: no schemathesis in .build-peers; run scripts/peers.sh"),
      arguments: questions)
    func `Whatever its document says can be asked`(_ name: String) throws {
      try ServedProgram.check("openapi", name, by: ServedProgram.peers)
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
    var environment = ["PATH": OwnProcess.variable("PATH") ?? "/usr/bin:/bin"]
    environment["TLM_SOAK"] = OwnProcess.variable("TLM_SOAK")
    return try Command.run(python, words, environment: environment, in: folder, within: 600)
  }

  /// What cases a program has.
  static func cases(of program: String, by python: String = "/usr/bin/python3") -> [String] {
    // Without any the suite fails for having run nothing.
    (try? run(program, nil, by: python))?.lines ?? []
  }

  static func check(
    _ program: String, _ name: String, by python: String = "/usr/bin/python3"
  ) throws {
    let result = try run(program, name, by: python)
    #expect(result.lines.last == "ok", "\(result.errors)")
  }
}
