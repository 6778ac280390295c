import SystemCalls
import TestSupport
import Testing

#if Relay
  /// Real nats-servers and real `tlm relay`s, driven by Python: a case is a function of a program in
  /// Programs.
  @Suite(
    .enabled(
      if: RelayProgram.hasServer, "SKIPPED: no nats-server; apt-get install nats-server"),
    .serialized)
  struct RelayProgramTests {
    @Test(arguments: RelayProgram.cases(of: "chaos"))
    func `Whatever is killed, stopped, cut and deleted, hubs come to be level`(
      _ name: String
    ) throws {
      try RelayProgram.check("chaos", name)
    }

    @Test(arguments: RelayProgram.cases(of: "lossy"))
    func `What the engine loses or alters is found, told and healed`(_ name: String) throws {
      try RelayProgram.check("lossy", name)
    }

    @Test(arguments: RelayProgram.cases(of: "gathered"))
    func `A hub answers as the logs of its origins do`(_ name: String) throws {
      try RelayProgram.check("gathered", name)
    }

    @Test(arguments: RelayProgram.cases(of: "guarded"))
    func `The cluster of the examples lets each do its own`(_ name: String) throws {
      try RelayProgram.check("guarded", name)
    }
  }
#endif

/// A program of cases over nats-servers.
enum RelayProgram {
  private static let folder =
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Programs/"

  private static func run(_ program: String, _ name: String?) throws -> Command.Result {
    let words = ["-B", folder + program + ".py", Program.built("tlm")] + (name.map { [$0] } ?? [])
    var environment = ["PATH": OwnProcess.variable("PATH") ?? "/usr/sbin:/usr/bin:/bin"]
    environment["TLM_SOAK"] = OwnProcess.variable("TLM_SOAK")
    return try Command.run(
      "/usr/bin/python3", words, environment: environment, in: folder, within: 1500)
  }

  /// Its programs have no cases where there is none.
  static let hasServer = !cases(of: "chaos").isEmpty

  /// What cases a program has.
  static func cases(of program: String) -> [String] {
    // Without any the suite fails for having run nothing.
    (try? run(program, nil))?.lines ?? []
  }

  static func check(_ program: String, _ name: String) throws {
    let result = try run(program, name)
    #expect(result.lines.last == "ok", "\(result.output)\(result.errors)")
    // What it came to, where somebody looks.
    if OwnProcess.variable("TLM_SOAK") != nil { print(result.output) }
  }
}
