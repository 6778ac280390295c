import TLM
import TestSupport
import Testing

@Suite struct ProjectionCommandTests {
  static let log = Files.package + "/Tests/Data/dialects/feat417_seed000.jsonl"
  static let names = builtInProjections.map { $0.name }

  @Test func `list names every projection with its parameters`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let list = try json(sandbox.tlm("projections", "--json").output).elements

    #expect(list.map { $0["projection"]?.text } == Self.names)
    for projection in list {
      let isForIssues = projection["projection"] == "phase-timing"
      #expect(
        projection.names == ["projection", "version", "parameters", "events"]
          + (isForIssues ? ["events_with"] : []))
    }
    let table = try sandbox.tlm("projections", "list").output
    for name in Self.names { #expect(table.contains(name)) }
  }

  @Test func `show says what it listens to, and an unknown name is a mistake`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let shown = try sandbox.tlm("projections", "show", "phase-timing")

    #expect(shown.code == 0)
    #expect(shown.output.contains("issue_phase") && shown.output.contains("tool"))
    #expect(try sandbox.tlm("projections", "show", "nonsense").code == 64)
    #expect(try sandbox.tlm("projections", "rebuild", "nonsense").code == 64)
    #expect(try sandbox.tlm("projections", "rebuild").code == 64)
  }

  @Test func `status goes from new to current by a rebuild, and falls behind`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", Self.log).code == 0)
    func condition() throws -> [Value?] {
      let all = try json(sandbox.tlm("projections", "status", "--json").output).elements
      let own = all.first { $0["projection"] == "event-counts" }
      return [own?["condition"], own?["generation"], own?["events_behind"]]
    }

    let first = try condition()
    try #require(try sandbox.tlm("projections", "rebuild", "event-counts").code == 0)
    let second = try condition()
    try #require(try sandbox.tlm("emit", "x").code == 0)
    try #require(try sandbox.tlm("projections", "rebuild", "event-counts").code == 0)
    let third = try condition()

    #expect(first[0] == "new" && first[1] == .null)
    #expect(first[2]?.integer ?? 0 > 3)
    #expect(second == ["current", 1, 0])
    #expect(third == ["current", 2, 0])
    #expect(try sandbox.tlm("projections", "status").lines.count >= 1 + Self.names.count)
  }

  @Test func `verify says so where all is well, and where a store is not writable`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", Self.log).code == 0)
    try #require(try sandbox.tlm(["projections", "rebuild"] + Self.names).code == 0)

    let good = try sandbox.tlm("projections", "verify")
    let document = try json(sandbox.tlm("projections", "verify", "--json").output)

    #expect(good.code == 0)
    #expect(good.lines.count == Self.names.count)
    #expect(document.elements.allSatisfy { $0["ok"] == true })
    #expect(
      document.elements[0]["ways"]?.elements.contains { $0["way"] == "from the checkpoint" } == true
    )
    try #require(try sandbox.shell("chmod -R a-w .tlm").code == 0)
    defer { _ = try? sandbox.shell("chmod -R u+w .tlm") }
    #expect(try sandbox.tlm("projections", "verify").code == 0)
  }

  @Test func `a byte that was changed in the store is told by verify, which then fails`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", Self.log).code == 0)
    try #require(try sandbox.tlm(["projections", "rebuild"] + Self.names).code == 0)
    try Stored.flip(in: sandbox.store, byteFromEnd: 100)

    let result = try sandbox.tlm("projections", "verify")

    #expect(result.code == 1)
    #expect(result.output.contains("bytes of it were changed"))
    let replay = try sandbox.tlm(["replay", "--digest"] + Self.names.flatMap { ["-p", $0] })
    let file = try sandbox.tlm(
      ["replay", "--digest", Self.log] + Self.names.flatMap { ["-p", $0] })
    #expect(replay.output == file.output, "a replay is right all the same")
    #expect(try sandbox.tlm("projections", "verify").code == 0, "and has replaced it")
  }

  @Test func `a projection of another program is detached`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", Self.log).code == 0)
    let actor = String(Sandbox.binary.dropLast(3)) + "FoldActor"
    let rebuilt = try Command.run(
      actor, ["projections", "rebuild", "ordered", "--store", sandbox.store], input: [],
      environment: ["HOME": sandbox.path], in: sandbox.path)
    try #require(rebuilt.code == 0)

    let status = try json(sandbox.tlm("projections", "status", "--json").output).elements

    let stranger = status.first { $0["projection"] == "ordered" }
    #expect(stranger?["condition"] == "detached")
  }
}
