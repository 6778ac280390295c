import TLM
import TestSupport
import Testing

/// `tlm redact` as people run it.
@Suite struct RedactCommandTests {
  private static let secret = "hunter2-and-more"

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let lines = (0..<40).map { number in
      "{\"ts\":\(1_770_000_000 + number),\"event\":\"llm_call\",\"event_id\":\"id-\(number)\","
        + "\"prompt\":\"\(number % 8 == 3 ? Self.secret : "hello")\"}\n"
    }.joined()
    try #require(sandbox.tlm(["append", "-"], bytes: Array(lines.utf8)).code == 0)
    return sandbox
  }

  private func grep(_ sandbox: Sandbox) throws -> String {
    try sandbox.shell("grep -rl \(Self.secret) .tlm || true").output
  }

  @Test func `what is looked for is nowhere afterwards, and grep says so`() throws {
    let sandbox = try sandbox()
    try Disk.append(
      sandbox.store + "/in.jsonl", "{\"event\":\"x\",\"prompt\":\"\(Self.secret)\"}\n")
    try #require(sandbox.tlm("seal").code == 0)
    let head = try sandbox.tlm("seal", "--short").output.split(separator: "\n")[0]
    try #require(sandbox.tlm("projections", "rebuild", "issues").code == 0)
    try #require(sandbox.tlm("backup", "copies").code == 0)
    #expect(try !grep(sandbox).isEmpty)
    let condition = "prompt contains \"\(Self.secret)\""

    let outlook = try sandbox.tlm(
      "redact", "--where", condition, "--reason", "a password", "--dry-run", "--json")
    let result = try sandbox.tlm("redact", "--where", condition, "--reason", "a password", "--json")

    #expect(result.code == 0, "\(result.output)\(result.errors)")
    let (before, after) = (try json(outlook.output), try json(result.output))
    #expect(before["count"] == 6 && after["count"] == 6)
    #expect(before["told"] == .null && after["told"]?.integer ?? 0 > 0)
    #expect(after["backups"]?.elements.count == 1 && after["left"]?.elements.isEmpty == true)
    #expect(try grep(sandbox).isEmpty)
    #expect(try sandbox.tlm("verify-log", "--head", String(head)).code == 0)
    #expect(try sandbox.tlm("doctor").code == 0)
    #expect(
      try json(sandbox.tlm("query", "--event", "llm_call", "--count", "--json").output)["count"]
        == 40)
    #expect(try sandbox.tlm("redact", "--where", condition, "--reason", "again").code == 1)
    let events = try sandbox.shell("cat .tlm/log/*.jsonl | grep -c '\"tlm.redacted\"'").output
    #expect(events == "1\n")
  }

  @Test func `an event is named by its place or its id`() throws {
    let sandbox = try sandbox()
    let first = try sandbox.tlm("redact", "@0", "id-5", "--reason", "asked for", "--json")
    #expect(try json(first.output)["events"]?.elements.count == 2, "\(first.errors)")
    for words in [["@7"], ["@99999999"], ["no-such-id"]] {
      let result = try sandbox.tlm(["redact"] + words + ["--reason", "x"])
      #expect(result.code == 2 && result.errors.hasPrefix("tlm: "), "\(words): \(result.errors)")
    }
  }

  @Test func `who says neither what nor why is told so`() throws {
    let sandbox = try sandbox()
    for words in [
      [], ["@0"], ["@0", "--reason", ""], ["@x", "--reason", "y"], ["--reason", "y"],
    ] {
      #expect(try sandbox.tlm(["redact"] + words).code == 64, "\(words)")
    }
    let told = try sandbox.tlm(
      "redact", "--where", "prompt contains \"\(Self.secret)\"", "--reason", "it is \(Self.secret)")
    #expect(told.code == 2 && !told.errors.contains(Self.secret), "\(told.errors)")
  }
}
