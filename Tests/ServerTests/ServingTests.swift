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

  private static func run(_ program: String, _ name: String?) throws -> Command.Result {
    let words = ["-B", folder + program + ".py", Program.built("tlm")] + (name.map { [$0] } ?? [])
    let path = OwnProcess.variable("PATH") ?? "/usr/bin:/bin"
    return try Command.run("/usr/bin/python3", words, environment: ["PATH": path], in: folder)
  }

  /// What cases a program has.
  static func cases(of program: String) -> [String] {
    // Without any the suite fails for having run nothing.
    (try? run(program, nil))?.lines ?? []
  }

  static func check(_ program: String, _ name: String) throws {
    let result = try run(program, name)
    #expect(result.lines.last == "ok", "\(result.errors)")
  }
}
