import TLM
import TestSupport
import Testing

@Suite struct ReplayBoundsTests {
  private static let names = builtInProjections.map { $0.name }
  private static let all = names.flatMap { ["-p", $0] }

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let lines = (0..<10).map { "{\"event\":\"e\($0)\",\"ts\":\(1_770_000_000 + 10 * $0)}\n" }
    try #require(try sandbox.tlm(["append"], bytes: Array(lines.joined().utf8)).code == 0)
    return sandbox
  }

  private func events(_ sandbox: Sandbox, _ arguments: String...) throws -> [Value?] {
    let result = try sandbox.tlm(["replay", "-p", "event-counts", "--json"] + arguments)
    let document = try json(result.output)
    return [document["events"], document["matched"], document["through"]]
  }

  /// A log that is hard on readers, and ends in a newline, so that a store takes it as it is.
  private func hardLog(_ count: Int, to path: String, in sandbox: Sandbox) throws -> [UInt8] {
    try Reference.generate(count, to: path, seed: 5, in: sandbox)
    var bytes = try Disk.bytes(path)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    try Disk.write(path, bytes)
    return bytes
  }

  @Test func `at and to end the log, since and until choose from it`() throws {
    let sandbox = try sandbox()

    #expect(try events(sandbox) == [10, 10, 310])
    #expect(try events(sandbox, "--to", "33") == [2, 2, 62])
    #expect(try events(sandbox, "--at", "2026-02-02T02:40:25Z") == [3, 3, 93])
    #expect(try events(sandbox, "--since", "2026-02-02T02:40:25Z") == [10, 7, 310])
    #expect(try events(sandbox, "--until", "2026-02-02T02:40:25Z") == [10, 3, 310])
    let nothing = try sandbox.tlm("replay", "-p", "event-counts", "--since", "2027-01-01")
    #expect(nothing.code == 1)
  }

  @Test func `where some stores are chosen it is said that lines are counted of all`() throws {
    let sandbox = try sandbox()
    let query = try sandbox.tlm("query", "--select", "origin()", "--csv", "--limit", "1")
    let origin = try #require(query.lines.last)

    let counts = try sandbox.tlm("replay", "-p", "event-counts", "--origin", origin)
    let runs = try sandbox.tlm("replay", "-p", "runs", "--origin", origin)
    let all = try sandbox.tlm("replay", "-p", "runs")

    #expect(counts.code == 0)
    #expect(
      counts.output.contains("10 events of all stores · 10 matched · 0 quarantined of all stores"))
    // Nothing of that store is a run.
    #expect(runs.code == 1 && runs.output.contains("10 events of all stores · 0 matched"))
    #expect(all.code == 0 && all.output.contains("10 events · 0 matched"))
  }

  @Test func `mistakes in bounds and parameters are told before anything is read`() throws {
    let sandbox = try sandbox()

    for arguments in [
      ["--at", "soon"], ["--to", "-1"], ["--to", "1", "--at", "now"], ["--set", "nonsense=1"],
      ["--set", "tool"], ["--set", "other.tool=x"], ["--verify", "--to", "1"],
      ["-p", "event-counts"], ["--verify", "file.jsonl"],
    ] {
      let result = try sandbox.tlm(["replay", "-p", "event-counts"] + arguments)
      #expect(result.code == 64, "\(arguments)")
      #expect(result.output.isEmpty && !result.errors.isEmpty)
    }
    let unknown = try sandbox.tlm("replay", "-p", "phase-timing", "--set", "tol=x")
    #expect(unknown.errors.contains("phase-timing has no parameter tol; there is tool, type"))
  }

  @Test func `a parameter changes the answer and is told with it`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let log = try sandbox.file(
      "log.jsonl",
      """
      {"ts":1,"event":"issue_phase","issue_id":"A-1","phase":"p","duration_s":2,"tool":"one"}
      {"ts":2,"event":"issue_phase","issue_id":"A-2","phase":"p","duration_s":3,"tool":"two"}

      """)

    let result = try sandbox.tlm(
      "replay", "-p", "phase-timing", "-p", "event-counts", "--set", "phase-timing.tool=two",
      "--json", log)

    #expect(result.lines.count == 2, "one document a line")
    let document = try json(result.lines[0])
    #expect(document["parameters"]?["tool"] == "two")
    #expect(document["report"]?["phases"]?["p"]?["count"] == 1)
    #expect(try json(result.lines[1])["projection"] == "event-counts")
    let ambiguous = try sandbox.tlm(
      "replay", "-p", "phase-timing", "-p", "event-counts", "--set", "tool=two", log)
    #expect(ambiguous.code == 64)
  }

  @Test func `the state is shown on request, with the digest that goes with it`() throws {
    let sandbox = try sandbox()

    let state = try json(sandbox.tlm("replay", "-p", "event-counts", "--state", "--json").output)
    let report = try json(sandbox.tlm("replay", "-p", "event-counts", "--json").output)

    #expect(state["state"] != nil && state["report"] == nil)
    #expect(state["digest"] == report["digest"])
    #expect(try sandbox.tlm("replay", "-p", "event-counts", "--state").output.contains("names"))
  }

  @Test func `every way to read the same lines gives the same digests and counts`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let hard = sandbox.path + "/hard.jsonl"
    let bytes = try hardLog(3000, to: hard, in: sandbox)
    let log = try EventLog.create(sandbox.path + "/.tlm")
    try log.append(lines: bytes)
    func documents(_ arguments: [String], bytes: [UInt8] = []) throws -> [[Member]] {
      let result = try sandbox.tlm(["replay", "--json"] + Self.all + arguments, bytes: bytes)
      return try result.lines.map { line in
        guard case .object(let members) = try json(line) else { return [] }
        return members.filter { $0.name != "elapsed_s" }
      }
    }

    let file = try documents([hard])

    #expect(file.count == Self.names.count)
    #expect(try documents(["-"], bytes: bytes) == file)
    #expect(try documents([]) == file)
    #expect(try documents(["--no-index", "--jobs", "1"]) == file)
    try #require(try sandbox.tlm(["projections", "rebuild"] + Self.names).code == 0)
    #expect(try documents([]) == file, "from a checkpoint")
    #expect(try documents(["--from-zero", "--verify"]) == file)
    try #require(try sandbox.shell("rm -rf .tlm/views").code == 0)
    #expect(try documents([]) == file, "without views")
  }

  @Test func `twenty processes, from zero or from what one of them kept, have one answer`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let hard = sandbox.path + "/hard.jsonl"
    let bytes = try hardLog(2000, to: hard, in: sandbox)
    let log = try EventLog.create(sandbox.path + "/.tlm")
    try log.append(lines: bytes)
    try #require(try sandbox.tlm(["projections", "rebuild"] + Self.names).code == 0)

    let answers = try (0..<20).map { index in
      let more = [["--from-zero"], [], [hard], ["--no-index"]][index % 4]
      return try sandbox.tlm(
        ["replay", "--digest", "--jobs", "\(1 + index % 2)"] + Self.all + more
      ).output
    }

    #expect(Set(answers).count == 1)
    #expect(answers[0].split(separator: "\n").count == Self.names.count)
  }
}
