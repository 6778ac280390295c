import TLM
import TestSupport
import Testing

/// Projections that throw and projections that trap, over restarts of the whole program.
@Suite struct PoisonTests {
  private let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  private func run(_ arguments: String..., more: [String] = [], input: String = "") throws
    -> Command.Result
  {
    try Command.run(
      String(Sandbox.binary.dropLast(3)) + "FoldActor", arguments + more, input: Array(input.utf8),
      environment: ["HOME": sandbox.path, "PATH": "/usr/bin:/bin"], in: sandbox.path)
  }

  private func append(_ lines: String...) throws {
    let text = lines.map { $0 + "\n" }.joined()
    try #require(try sandbox.tlm(["append"], bytes: Array(text.utf8)).code == 0)
  }

  private func skips() throws -> [String] {
    try EventLog.open(sandbox.store).lines().filter { $0.contains("\"tlm.skip\"") }
  }

  private let tick = #"{"event":"tick","ts":1770000000}"#
  private let trap = #"{"event":"tick","trap":true}"#

  @Test func `what kills two processes is passed over by the third, and by every fold after it`()
    throws
  {
    try append(tick, tick, trap, tick)

    for run in 1...2 {
      let dead = try self.run("replay", "-p", "trapping", "--json")
      #expect(dead.code != 0 && dead.output.isEmpty, "run \(run)")
      #expect(try skips() == [])
      let status = try json(self.run("projections", "status", "--json").output)
      let own = status.elements.first { $0["projection"] == "trapping" }
      #expect(own?["condition"] == "failed")
      #expect(own?["reason"]?.text?.contains("the event at 66") == true)
    }
    let third = try run("replay", "-p", "trapping", "--json")

    #expect(third.code == 0)
    let document = try json(third.output)
    #expect(document["skipped"] == 1 && document["matched"] == 4)
    #expect(document["report"] == ["after": 3, "ticks": 3])
    #expect(try run("replay", "-p", "trapping").output.contains(" matched · 1 skipped · "))
    #expect(try skips().count == 1)
    #expect(
      try skips()[0].contains(#""projection":"trapping","version":1,"parameters":{},"position":66"#)
    )
    try checkAgreement(with: document)
  }

  /// Every later fold agrees: from zero, in parallel, without the index, over the log as a file.
  private func checkAgreement(with document: Value) throws {
    let log = sandbox.store + "/log/00000000000000000000.jsonl"
    for arguments in [
      [], ["--from-zero"], ["--jobs", "1"], ["--no-index"], ["--from-zero", "--no-index"], [log],
    ] {
      let later = try json(run("replay", "-p", "trapping", "--json", more: arguments).output)
      #expect(later["digest"] == document["digest"], "\(arguments)")
      #expect(later["skipped"] == 1 && later["matched"] == 4)
    }
    #expect(try run("projections", "rebuild", "trapping").code == 0)
    #expect(try run("projections", "verify", "trapping").code == 0)
    try append(tick)
    #expect(try json(run("replay", "-p", "trapping", "--json").output)["matched"] == 5)
    #expect(try skips().count == 1)
  }

  @Test func `standard input that says so too late is refused, and names the way out`() throws {
    let skip =
      #"{"event":"tlm.skip","projection":"ordered","version":1,"parameters":{},"position":0}"#

    let result = try run("replay", "-p", "ordered", "-", input: "\(tick)\n\(skip)\n")

    #expect(result.code == 2)
    #expect(result.errors.contains("the event at 0") && result.errors.contains("plain file"))
  }

  @Test func `a projection that does not trap knows nothing of all that`() throws {
    try append(tick, trap, tick)
    let before = try json(run("replay", "-p", "throwing", "--json").output)
    for _ in 1...3 { _ = try run("replay", "-p", "trapping") }

    let after = try json(run("replay", "-p", "throwing", "--json").output)

    #expect(after["digest"] == before["digest"])
    #expect(after["matched"] == 3 && after["skipped"] == nil)
  }

  @Test func `a handler that throws counts its event as failed, live and in replay alike`() throws {
    try append(tick, tick, tick, tick)

    let first = try run("replay", "-p", "throwing", "--json")
    try #require(try run("projections", "rebuild", "throwing").code == 1)
    try append(tick, tick)
    let later = try json(run("replay", "-p", "throwing", "--json").output)
    let zero = try json(run("replay", "-p", "throwing", "--json", more: ["--from-zero"]).output)

    #expect(first.code == 0)
    #expect(first.errors.contains("throwing failed on the event at 66"))
    #expect(try json(first.output)["failed"] == 1)
    #expect(try json(first.output)["report"] == ["after": 3, "ticks": 4], "what it changed stays")
    #expect(later["failed"] == 2 && later["report"] == ["after": 4, "ticks": 6])
    #expect(later["digest"] == zero["digest"] && zero["failed"] == 2)
  }

  @Test func `strict stops at the first, names its position, and replaces nothing`() throws {
    try append(tick, tick, tick, tick)

    let replay = try run("replay", "-p", "throwing", "--strict")
    let rebuild = try run("projections", "rebuild", "throwing", "--strict")

    for result in [replay, rebuild] {
      #expect(result.code == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.contains("the event at position 66"))
    }
    let status = try json(run("projections", "status", "--json").output).elements
    #expect(status.first { $0["projection"] == "throwing" }?["condition"] == "new")
  }

  @Test func `on a store that cannot be written there is no mark, and a trap is only a trap`()
    throws
  {
    try append(tick, tick)
    try #require(try sandbox.shell("chmod -R a-w .tlm").code == 0)
    defer { _ = try? sandbox.shell("chmod -R u+w .tlm") }

    let result = try run("replay", "-p", "trapping", "--json")

    #expect(result.code == 0)
    #expect(try json(result.output)["report"] == ["after": 2, "ticks": 2])
  }
}
