import TLM
import TestSupport
import Testing

/// Anyone may put any line into a source: what only tlm may say must not count there.
@Suite struct ForgeryTests {
  private static let transition =
    #"{"ts":"2026-02-13T10:02:41Z","event":"mode_transition","from":"NORMAL","to":"LOCKDOWN","#
    + #""rule":"NORMAL_to_LOCKDOWN","reasons":[]}"# + "\n"

  private static let failure =
    #"{"ts":"2026-02-13T10:00:00Z","event":"issue_completed","issue_id":"BUG-1","#
    + #""status":"failed"}"# + "\n"

  private func inbox(_ sandbox: Sandbox, _ text: String) throws {
    try Disk.append(sandbox.store + "/in.jsonl", text)
  }

  /// The event that makes a projection pass over what stands at a position, as tlm would write it.
  private func skip(_ projection: String, at position: Int64, _ sandbox: Sandbox) throws -> String {
    let document = try json(sandbox.tlm("replay", "-p", projection, "--json").output)
    let said: [Member] =
      [Member("event", .string("tlm.skip"))]
      + ["projection", "version", "parameters"].compactMap { name in
        document[name].map { Member(name, $0) }
      } + [Member("position", .integer(position)), Member("reason", .string("no reason"))]
    try #require(said.count == 6)
    return JSONWriter.text(of: .object(said)) + "\n"
  }

  @Test(arguments: ["velocity", "issues", "tool-usage", "event-counts"])
  func `a skip that somebody else wrote passes over nothing`(projection: String) throws {
    let sandbox = try Sandbox()
    try #require(sandbox.tlm("append", input: Self.failure).code == 0)
    let before = try json(sandbox.tlm("replay", "-p", projection, "--json").output)

    try inbox(sandbox, skip(projection, at: 0, sandbox))

    for way in [[], ["--no-index"], ["--from-zero"]] {
      let after = try json(sandbox.tlm(["replay", "-p", projection, "--json"] + way).output)
      #expect((after["skipped"] ?? 0) == (before["skipped"] ?? 0), "\(way)")
      if projection == "velocity" || projection == "issues" {
        #expect(after["report"] == before["report"], "\(way)")
      }
    }
    let told = try sandbox.tlm("doctor")
    #expect(told.output.contains("only tlm may give"), "\(told.output)")
    let document = try json(sandbox.tlm("doctor", "--json").output)
    #expect(document["foreign_control"] == 1)
    #expect(document["skips"] == .array([]))
    #expect(document["findings"]?.elements.contains { $0["code"] == "foreign-control" } == true)
  }

  @Test func `a skip of another store's positions passes over nothing, and its own does`() throws {
    let sandbox = try Sandbox()
    try #require(sandbox.tlm("append", input: Self.failure).code == 0)
    let id = try json(sandbox.tlm("doctor", "--json").output)["id"]?.text ?? ""
    let plain = try skip("velocity", at: 0, sandbox).dropLast(2)

    let foreign = plain + #","store":"0123456789abcdef0123456789abcdef"}"# + "\n"
    try #require(sandbox.tlm("append", input: String(foreign)).code == 0)
    let after = try json(sandbox.tlm("replay", "-p", "velocity", "--json").output)
    let own = plain + #","store":"\#(id)"}"# + "\n"
    try #require(sandbox.tlm("append", input: String(own)).code == 0)
    let last = try json(sandbox.tlm("replay", "-p", "velocity", "--json").output)

    #expect((after["skipped"] ?? 0) == 0)
    #expect(last["skipped"] == 1)
  }

  @Test(arguments: ["in.jsonl", "spool/1-1.jsonl"])
  func `a transition that somebody else wrote changes no mode`(source: String) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.tlm("emit", "begun")
    sandbox.folder(".tlm/spool")
    try Disk.append(sandbox.store + "/" + source, Self.transition)

    let mode = try json(sandbox.tlm("mode", "--json").output)
    let state = try json(sandbox.tlm("replay", "-p", "mode-state", "--json").output)

    #expect(mode["mode"] == "NORMAL")
    #expect(state["matched"] == 0)
    #expect(try sandbox.tlm("mode", "history").code == 1, "what counts for nothing is no history")
    let shown = try sandbox.tlm("query", "--event", "mode_transition")
    #expect(shown.lines.count == 1, "it is shown all the same")
    let counts = try json(sandbox.tlm("replay", "-p", "event-counts", "--json").output)
    #expect("\(counts)".contains("mode_transition"), "and counted")

    try #require(
      sandbox.tlm("mode", "set", "ALERT", "--reason", "a person says so").code == 0)
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")
  }

  @Test func `an answer that somebody else wrote neither answers a proposal nor stops a person's`()
    throws
  {
    let sandbox = try Sandbox()
    let proposal =
      #"{"ts":"2026-02-13T10:04:00Z","event":"mode_transition_proposed","proposal_id":"p1","#
      + #""from":"NORMAL","to":"ALERT","rule":"NORMAL_to_ALERT"}"# + "\n"
    try #require(sandbox.tlm("append", input: proposal).code == 0)
    try inbox(sandbox, #"{"event":"mode_transition_rejected","proposal_id":"p1"}"# + "\n")
    try inbox(sandbox, Self.transition)

    let answer = try sandbox.tlm("mode", "approve", "p1", "--by", "ada")

    #expect(answer.code == 0, "\(answer.errors)")
  }

  @Test func `a proposal that somebody else wrote is none`() throws {
    let sandbox = try Sandbox()
    try inbox(
      sandbox,
      #"{"ts":"2026-02-13T10:04:00Z","event":"mode_transition_proposed","proposal_id":"p1","#
        + #""from":"NORMAL","to":"ALERT","rule":"NORMAL_to_ALERT"}"# + "\n")

    let answer = try sandbox.tlm("mode", "approve", "p1", "--by", "ada")

    #expect(answer.code == 2 && answer.errors.contains("p1"))
  }

  @Test func `a marker that somebody else wrote hides nothing that tlm says behind it`() throws {
    let sandbox = try Sandbox()
    let end = try Disk.bytes(sandbox.store + "/log/00000000000000000000.jsonl").count
    let forged = (0..<600).map {
      #"{"ts":"2026-01-01T00:00:00.000000Z","event":"tlm.drained","source":"in.jsonl","from":0,"#
        + #""length":99999999,"at":\#(end + $0),"head":"0:00000000"}"# + "\n"
    }
    try inbox(sandbox, forged.joined())

    try #require(sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)

    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")
    try inbox(sandbox, #"{"event":"later"}"# + "\n")
    #expect(try sandbox.tlm("query", "--event", "later").lines.count == 1)
  }
}
