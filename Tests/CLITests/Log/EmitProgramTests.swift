import Glibc
import SystemCalls
import TLM
import TestSupport
import Testing

/// `tlm-emit` against `tlm emit`: what one does the other does, in stores of every kind.
@Suite struct EmitProgramTests {
  /// What became of a call, and of the store that it met.
  private struct Outcome: Equatable {
    var code: Int32
    var output: String
    var errors: String
    /// Every line that waits or is in the log, of which the time is left out.
    var lines: [String]
  }

  enum Place: String, CaseIterable {
    case healthy, missing, torn, damagedIndex, readOnly, locked, noLog, plainFile, fullDisk
  }

  private static let emitter = Sandbox.binary + "-emit"
  private static let runs = StoreLocation.variable("TLM_SOAK") == nil ? 6 : 112

  @Test(arguments: Place.allCases)
  func `both programs do the same`(place: Place) throws {
    var dice = Seeded(randomSeed() ^ UInt64(place.rawValue.utf8.count))
    for run in 0..<Self.runs {
      let (arguments, input) = Self.call(&dice)
      let ours = try outcome(of: [Self.emitter], arguments, input, place)
      let theirs = try outcome(of: [Sandbox.binary, "emit"], arguments, input, place)
      #expect(ours == theirs, "run \(run): \(arguments), \(input.debugDescription)")
      if ours != theirs { return }
    }
  }

  @Test func `what it says of itself goes to standard output`() throws {
    let help = try Command.run(Self.emitter, ["--help"], environment: [:], in: "/")

    #expect(help.code == 0 && help.errors.isEmpty)
    #expect(help.output.contains("USAGE: tlm-emit NAME [key=text …]"))
    #expect(help.output.contains("tlm-emit issue_phase issue_id=BUG-042"))
  }

  @Test func `the account is the one that the system knows`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let parts = try sandbox.shell("getent passwd $(id -u)").output.split(separator: ":")

    #expect(OwnProcess.accountName == parts.first.map(String.init))
    #expect(OwnProcess.homeFolder == parts.dropLast().last.map(String.init))
  }

  /// A call that makes sense, or does not.
  private static func call(_ dice: inout Seeded) -> (arguments: [String], input: String) {
    let words = [
      "deploy", "n:=3", "n:=03", "text=a=b", "deep:={\"a\":[1,null,{\"b\":1e400}]}", "=x",
      "ts=2026-02-13",
      "--strict", "--synced", "--unknown", "--object={\"event\":\"o\",\"n\":1}", "--object={", "--",
      "-",
      "half:=\"\\ud83d\"", "big:=18446744073709551616", "empty=", "second",
    ]
    let lines = [
      "{\"event\":\"a\"}", "{\"event\":\"b\",\"ts\":\"2026-02-13T10:00:00Z\"}", "no json", "", "{}",
      "{\"event\":\"c\",\"time\":\"nonsense\"}", "\u{FEFF}{\"a\":1}", "{\"a\":1}\r",
      "{\"data\":{\"ts\":\"2026-02-13T10:00:00Z\"}}", "[1]", "{\"a\":\"\\ud83d\"}", "{\"a\":01}",
      "{\"long\":\"" + String(repeating: "é", count: 700_000) + "\"}",
    ]
    var arguments = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
      words[Int.random(in: 0..<words.count, using: &dice)]
    }
    if Bool.random(using: &dice) { arguments.insert("deploy", at: 0) }
    let input = (0..<Int.random(in: 0...5, using: &dice)).map { _ in
      lines[Int.random(in: 0..<lines.count, using: &dice)]
    }
    return (arguments, input.joined(separator: "\n"))
  }

  private func outcome(
    of program: [String], _ arguments: [String], _ input: String, _ place: Place
  ) throws -> Outcome {
    let sandbox = try Sandbox(hasStore: false)
    let store = sandbox.path + "/.tlm"
    let seed = try Command.run(
      Sandbox.binary, ["emit", "first", "--store", store], environment: sandbox.variables([:]),
      in: sandbox.path)
    try #require(seed.code == 0)
    var holder: Command?
    try spoil(store, place, sandbox, &holder)
    let command = Self.limits(of: place) + program + arguments
    let result = try Command.run(
      command[0], Array(command.dropFirst()), input: Array(input.utf8),
      environment: sandbox.variables(["TLM_DEBUG": "1"]), in: sandbox.path)
    holder?.signal(SIGKILL)
    if place == .readOnly { _ = try sandbox.shell("chmod -R u+w \(store)") }
    let names = try Files.all(below: store).filter { $0.hasSuffix(".jsonl") }
    let lines = try names.sorted().flatMap { name in
      try Disk.text(store + "/" + name).split(separator: "\n").map(Self.untimed)
    }
    return Outcome(
      code: result.code, output: result.output,
      errors: result.errors.replacing(sandbox.path, with: "HERE")
        .replacing(/spool\/[0-9a-f-]+/, with: "spool/OWN"), lines: lines)
  }

  /// What a program is run by, so that it meets what it would meet there.
  private static func limits(of place: Place) -> [String] {
    switch place {
    case .fullDisk: ["/bin/bash", "-c", "ulimit -f 0; exec \"$@\"", "-"]
    // Who may do everything is told no by no mode of a file.
    case .readOnly where geteuid() == 0:
      ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    default: []
    }
  }

  /// Puts a store into the state of a place.
  private func spoil(
    _ store: String, _ place: Place, _ sandbox: Sandbox, _ holder: inout Command?
  ) throws {
    let segment = try #require(
      try Files.all(below: store + "/log").first { $0.hasSuffix(".jsonl") })
    switch place {
    case .healthy, .fullDisk: break
    case .missing: _ = try sandbox.shell("rm -rf \(store)")
    case .torn: _ = try sandbox.shell("printf '{\"event\":\"to' >> \(store)/log/\(segment)")
    case .damagedIndex:
      _ = try sandbox.shell("mkdir -p \(store)/views; echo junk > \(store)/views/data.mdb")
    case .readOnly: _ = try sandbox.shell("chmod a-w \(store)/log/* \(store)/log \(store)")
    case .noLog: _ = try sandbox.shell("rm -rf \(store)/log")
    case .plainFile: _ = try sandbox.shell("rm -rf \(store); echo > \(store)")
    case .locked:
      holder = try Command(
        "/usr/bin/flock", [store + "/log/LOCK", "sh", "-c", "echo held; exec sleep 600"],
        environment: sandbox.variables([:]), in: sandbox.path)
      try #require(try holder?.nextLine(within: 20) == "held")
    }
  }

  /// A line without what differs from run to run.
  private static func untimed(_ line: Substring) -> String {
    String(line).replacing(/"ts":"[0-9T:.-]+Z"/, with: "\"ts\"")
  }
}
