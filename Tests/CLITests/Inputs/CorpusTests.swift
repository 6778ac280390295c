import TLM
import TestSupport
import Testing

/// All spellings there are, as tlm reads them and as Python does that knows the definitions alone. What
/// replays make of them is compared with those of the real logs.
@Suite struct CorpusTests {
  static let corpus = Files.package + "/Tests/Data/dialects/spellings.jsonl"

  private func sandbox(_ path: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(sandbox.tlm("append", path).code == 0)
    return sandbox
  }

  @Test func `there are lines enough to compare`() throws {
    #expect(try Disk.text(Self.corpus).split(separator: "\n").count >= 300)
  }

  @Test(
    arguments: Outcome.allCases.map { ["--outcome", $0.rawValue] } + [
      ["--issue-id", "118"], ["--session-id", "118"], ["--trace-id", "118"], ["--run-id", "118"],
      ["--issue-id", "18446744073709551616"], ["--tool", "make"], ["--level", "info"],
      ["--level", "error"], ["--level", "WARN"], ["--event", "tick"],
      ["--since", "2026-02-13T11:00:00Z"], ["--until", "2026-02-13T11:00:10Z"],
      ["--since", "2026-02-13T11:00:05Z", "--until", "2026-02-13T12:00:05Z"],
      ["--since", "2030-01-01T00:00:00Z"],
      ["--outcome", "failure", "--since", "2026-02-13T11:00:00Z"],
    ])
  func `a query finds what Python finds, with and without an index`(conditions: [String]) throws {
    let sandbox = try sandbox(Self.corpus)
    let words = conditions.joined(separator: " ")
    let python = try sandbox.shell(
      "python3 \(Reference.folder)/query.py \(Self.corpus) \(words)")
    try #require(python.code == 0, "\(python.errors)")

    for isIndexed in [false, true] {
      if isIndexed { try #require(sandbox.tlm("index", "rebuild").code == 0) }
      let found = try sandbox.tlm(["query"] + conditions)
      #expect(found.output == python.output)
      let untimely = python.errors == "0\n" ? "" : "tlm: \(python.errors.dropLast()) event"
      #expect(untimely.isEmpty ? found.errors.isEmpty : found.errors.hasPrefix(untimely))
    }
  }

  @Test func `doctor and the index count the unreadable as Python does`() throws {
    let sandbox = try sandbox(Self.corpus)
    let python = try json(
      sandbox.shell("python3 \(Reference.folder)/unreadable.py \(Self.corpus)").output)

    let found = try #require(try sandbox.report().1["unreadable"])
    try #require(sandbox.tlm("index", "rebuild").code == 0)
    let index = try json(sandbox.tlm("index", "--json").output)

    #expect(python["count"]?.integer ?? 0 > 100)
    #expect(found["count"] == python["count"] && index["unreadable"] == python["count"])
    #expect(found["keys"] == python["keys"])
    #expect(found["first"]?["position"] == python["first"])
    #expect(index["first_unreadable"] == python["first"])
  }

  @Test(arguments: [1, 7, 42])
  func `so they do over a log that is hard on readers`(seed: Int) throws {
    let sandbox = try Sandbox()
    let path = sandbox.path + "/hard.jsonl"
    try Reference.generate(20_000, to: path, seed: seed, in: sandbox)
    try #require(sandbox.tlm("append", path).code == 0)
    let python = try json(
      sandbox.shell("python3 \(Reference.folder)/unreadable.py hard.jsonl").output)

    let found = try #require(try sandbox.report().1["unreadable"])
    try #require(sandbox.tlm("index", "rebuild").code == 0)
    let index = try json(sandbox.tlm("index", "--json").output)

    #expect(found["count"] == python["count"] && index["unreadable"] == python["count"])
    #expect(found["keys"] == python["keys"])
  }
}
