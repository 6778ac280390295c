import TLM
import TestSupport
import Testing

/// What agents' work came to, against a count in Python that knows the definitions alone, and against
/// sessions of which the truth is known.
@Suite struct UsageReferenceTests {
  private static let data = Files.package + "/Tests/Data"

  private func figures(_ document: Value) -> [Value?] {
    ["totals", "by_model", "by_day", "by_session"].map { document[$0].map(sorted) }
  }

  /// With the members of objects in one order, and without what only tlm tells.
  private func sorted(_ value: Value) -> Value {
    guard case .object(let members) = value else { return value }
    return .object(
      members.filter { $0.name != "told_cost_usd" }.sorted { $0.name < $1.name }
        .map { Member($0.name, sorted($0.value)) })
  }

  private func check(_ files: String, is expected: Value, in sandbox: Sandbox) throws {
    let replayed = try sandbox.shell("\(Sandbox.binary) replay -p usage --json \(files)")
    let found = try #require(try json(replayed.output)["report"])

    for (expected, found) in zip(figures(expected), figures(found)) { #expect(expected == found) }
  }

  @Test func `transcripts and rollouts come to what Python counts`() throws {
    let sandbox = try Sandbox()
    for files in ["\(Self.data)/claude", "\(Self.data)/codex"] {
      let names = try sandbox.shell("find \(files) -name '*.jsonl' | sort").output
        .split(separator: "\n").joined(separator: " ")
      let python = try sandbox.shell("python3 \(Reference.folder)/usage.py \(names)")
      try #require(python.code == 0, "\(python.errors)")

      try check(names, is: json(python.output), in: sandbox)
    }
  }

  @Test(arguments: 1...8)
  func `sessions told badly come to the truth, in any order and twice`(seed: Int) throws {
    let sandbox = try Sandbox()
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/agent_sessions.py made --seed \(seed)")
    try #require(made.code == 0, "\(made.errors)")
    let truth = try json(sandbox.shell("cat made/truth.json").output)
    let names = try sandbox.shell("find made -name '*.jsonl' | sort").output
      .split(separator: "\n").joined(separator: " ")
    let python = try json(
      sandbox.shell("python3 \(Reference.folder)/usage.py \(names)").output)
    #expect(figures(python) == figures(truth))

    try check(names, is: truth, in: sandbox)

    let digest = "\(Sandbox.binary) replay -p usage --digest"
    let backwards = names.split(separator: " ").reversed().joined(separator: " ")
    let digests = try [names, backwards, "\(names) \(backwards)"].map {
      try sandbox.shell("\(digest) $(echo \($0))").output
    }
    #expect(Set(digests).count == 1)

    try #require(sandbox.shell("\(Sandbox.binary) append \(names)").code == 0)
    let usage = try json(sandbox.tlm("usage", "--json").output)
    #expect(figures(usage) == figures(truth))
    #expect(try sandbox.tlm("replay", "-p", "usage", "--verify").code == 0)
  }

  @Test(arguments: 11...14)
  func `files that grow between imports come to the truth`(seed: Int) throws {
    let sandbox = try Sandbox()
    for share in ["0.15", "0.4", "0.41", "0.8", "1"] {
      let made = try sandbox.shell(
        "python3 \(Reference.folder)/agent_sessions.py made --seed \(seed) --share \(share)")
      try #require(made.code == 0, "\(made.errors)")
      // One that has nothing yet but a line that is no JSON is told, and comes later.
      _ = try sandbox.shell("tlm import $(find made -name '*.jsonl' | sort) --no-redact")
      // What is asked in between is kept, and goes on from there.
      #expect(try sandbox.tlm("usage", "--json").code == 0)
    }
    let truth = try json(sandbox.shell("cat made/truth.json").output)

    let usage = try json(sandbox.tlm("usage", "--json").output)
    #expect(figures(usage) == figures(truth))
    // The rows themselves say the same as the sums beside them.
    let rows = try json(sandbox.tlm("usage", "--json", "--zone", "+05:30").output)
    #expect(rows["totals"].map(sorted) == truth["totals"].map(sorted))
    #expect(rows["by_session"].map(sorted) == truth["by_session"].map(sorted))
    #expect(try sandbox.tlm("projections", "verify", "usage").code == 0)
  }
}
