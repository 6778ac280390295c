import TLM
import TestSupport
import Testing

@Suite struct QueryTests {
  private static let lines = [
    "{\"ts\":\"2026-02-13T10:00:00Z\",\"event\":\"issue_start\",\"tool\":\"ll-auto\",\"issue_id\":\"BUG-1\",\"n\":1}",
    "{\"ts\":\"2026-02-13T10:00:01Z\",\"event\":\"issue_phase\",\"tool\":\"ll-auto\",\"session_id\":\"s1\",\"n\":2}",
    "{\"timestamp\":\"2026-02-13T10:00:02Z\",\"event\":\"tool_call\",\"component\":\"exec\",\"trace_id\":\"t1\",\"n\":3}",
    "{\"event\":\"untimed\",\"run_id\":\"r1\",\"n\":4}",
    "{\"ts\":\"2026-02-13T10:00:03Z\",\"event_type\":\"issue_end\",\"sessionId\":\"s1\",\"n\":5}",
    "not json",
    "{\"ts\":\"2026-02-13T10:00:04Z\",\"n\":6}",
  ]

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let input = Self.lines.joined(separator: "\n") + "\n"
    try #require(try sandbox.tlm("append", input: input).code == 0)
    return sandbox
  }

  @Test func `every key that ties events together has its option, and help that says so`() throws {
    let sandbox = try Sandbox()
    let keys = CorrelationKey.all.filter { $0.option != nil }
    let lines = keys.flatMap { key in key.keys.map { #"{"\#($0.spelling)":"\#($0.spelling)"}"# } }
    let input = lines.joined(separator: "\n") + "\n"
    try #require(try sandbox.tlm("append", input: input).code == 0)
    // Where its line is full the help of an option goes on in the next one.
    let help = try sandbox.tlm("query", "--help").lines.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")

    for key in keys {
      let option = try #require(key.option)
      let values = key.keys.flatMap { ["--\(option)", $0.spelling] }
      let found = try sandbox.tlm(["query"] + values)

      #expect(found.lines == key.keys.map { #"{"\#($0.spelling)":"\#($0.spelling)"}"# })
      #expect(help.contains(" --\(option) <\(option)> \(key.help) "))
    }
  }

  @Test(
    arguments: [
      ([], [1, 2, 3, 4, 5, 6]),
      (["--event", "issue_start"], [1]),
      (["--event", "issue*"], [1, 2, 5]),
      (["--event", "*_call", "--event", "untimed"], [3, 4]),
      (["--tool", "ll-auto"], [1, 2]),
      (["--component", "exec"], [3]),
      (["--issue-id", "BUG-1"], [1]),
      (["--session-id", "s1"], [2, 5]),
      (["--trace-id", "t1"], [3]),
      (["--run-id", "r1"], [4]),
      (["--tool", "ll-auto", "--session-id", "s1"], [2]),
      (["--limit", "2"], [1, 2]),
      (["--event", "issue*", "--limit", "2"], [1, 2]),
      (["--since", "2026-02-13T10:00:01Z"], [2, 3, 4, 5, 6]),
      (["--until", "2026-02-13T10:00:02Z"], [1, 2]),
      (["--since", "2026-02-13T10:00:01Z", "--until", "2026-02-13T10:00:02Z"], [2]),
      (["--since", "2026-02-13", "--until", "2026-02-14"], [1, 2, 3, 4, 5, 6]),
      (["--last", "2026-02-13T10:00:04+00:00"], [6]),
      (["--newest-first"], [6, 5, 4, 3, 2, 1]),
      (["--reverse", "--limit", "2"], [6, 5]),
      (["--newest-first", "--event", "issue*", "--limit", "1"], [5]),
      (["--where", "n > 2", "--where", "n <= 4"], [3, 4]),
      (["--where", "tool = ll-auto"], [1, 2]),
      (["--where", "tool contains 'auto'", "--where", "n != 1"], [2]),
      (["--where", "component exists"], [3]),
      (["--from", "1"], [2, 3, 4, 5, 6]),
      (["--from", "1", "--to", "107"], [2]),
      (["--from", "100000", "--newest-first", "--to", "200000", "--until", "1s"], []),
    ] as [([String], [Int64])])
  func `every condition must be met`(arguments: [String], numbers: [Int64]) throws {
    let result = try sandbox().tlm(["query"] + arguments)

    #expect(result.code == (numbers.isEmpty ? 1 : 0))
    #expect(try result.lines.map { try json($0)["n"]?.integer } == numbers)
  }

  @Test func `the lines of the log come unchanged`() throws {
    let result = try sandbox().tlm("query")

    #expect(result.lines == Self.lines.filter { $0 != "not json" })
  }

  @Test func `nothing found is 1 and says nothing`() throws {
    let result = try sandbox().tlm("query", "--event", "missing")

    #expect(result.code == 1)
    #expect(result.output.isEmpty && result.errors.isEmpty)
  }

  @Test func `one document has positions, resolved times and the events`() throws {
    let result = try sandbox().tlm("query", "--json")

    let document = try json(result.output)
    #expect(document.names == ["events", "count"])
    #expect(document["count"] == 6)
    let events = try #require(document["events"]?.elements)
    #expect(events.map(\.names).allSatisfy { $0 == ["position", "time", "event"] })
    #expect(events[0]["position"] == 0)
    #expect(events[1]["position"]?.integer == Int64(Self.lines[0].utf8.count + 1))
    // The untimed event has the time of the line before it.
    #expect(events[3]["time"] == events[2]["time"])
    #expect(events[0]["time"] == "2026-02-13T10:00:00.000000Z")
    #expect(events[5]["event"]?["n"] == 6)
  }

  @Test func `a count is a number, and 0 is nothing found`() throws {
    let sandbox = try sandbox()

    let some = try sandbox.tlm("query", "--event", "issue*", "--count")
    let none = try sandbox.tlm("query", "--event", "missing", "--count")

    #expect(some.output == "3\n" && some.code == 0)
    #expect(none.output == "0\n" && none.code == 1)
    #expect(try sandbox.tlm("query", "--count", "--json").output == "{\"count\":6}\n")
  }

  @Test func `an explanation says what was read, to people and to programs`() throws {
    let sandbox = try sandbox()

    let people = try sandbox.tlm("query", "--event", "issue*", "--explain")
    let programs = try sandbox.tlm("query", "--event", "issue*", "--explain", "--count", "--json")

    #expect(people.lines.count == 3)
    #expect(people.errors.contains("found 3"))
    let explanation = try #require(try json(programs.output)["explanation"])
    #expect(
      explanation.names == [
        "index", "reason", "indexed_through", "candidates", "bytes_skipped", "tail_bytes",
        "waiting_bytes", "bytes", "examined", "matched", "untimely", "by_index", "by_looking",
      ])
    #expect(explanation["matched"] == 3)
    #expect(programs.errors.isEmpty)
  }

  @Test func `an index that cannot be made is told once, and the answer is the same`() throws {
    let sandbox = try Sandbox()
    let pad = String(repeating: "x", count: 1_000)
    let lines = (0..<600).map {
      "{\"event\":\"tick\",\"issue_id\":\"B-\($0 % 7)\",\"pad\":\"\(pad)\"}"
    }
    try #require(
      try sandbox.tlm(["append"], bytes: Array(lines.joined(separator: "\n").utf8)).code == 0)
    let good = try sandbox.tlm("query", "--issue-id", "B-3", "--explain", "--json")
    try #require(Files.exists(sandbox.store + "/views"))
    Scratch.remove(sandbox.store + "/views")
    _ = try sandbox.file(".tlm/views", "no folder")

    let result = try sandbox.tlm("query", "--issue-id", "B-3", "--json")

    #expect(result.code == 0)
    #expect(result.errors.contains("the whole log was read instead"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try json(result.output)["events"] == json(good.output)["events"])
    #expect(try json(good.output)["explanation"]?["index"] == true)
  }

  @Test func `outcomes are one vocabulary, whatever the producer says`() throws {
    let sandbox = try Sandbox()
    let input = "{\"result\":\"pass\"}\n{\"exit_code\":3}\n{\"status\":\"failed\"}\n{\"n\":1}\n"
    try #require(try sandbox.tlm("append", input: input).code == 0)

    #expect(try sandbox.tlm("query", "--outcome", "failure").lines.count == 2)
    #expect(try sandbox.tlm("query", "--outcome", "passed").lines.count == 1)
  }

  @Test func `a span reaches back from now`() throws {
    let sandbox = try sandbox()
    try #require(try sandbox.tlm("emit", "fresh").code == 0)

    #expect(try sandbox.tlm("query", "--since", "1h").lines.count == 1)
    #expect(try sandbox.tlm("query", "--since", "today").lines.count == 1)
    #expect(try sandbox.tlm("query", "--until", "1h").lines.count == 6)
  }

  @Test func `a time without a zone is local`() throws {
    let sandbox = try sandbox()
    let since = ["query", "--since", "2026-02-13T12:00:03"]

    let berlin = try sandbox.shell("TZ=CET-2 tlm \(since.joined(separator: " "))")

    #expect(berlin.lines.count == 2)
    #expect(try sandbox.tlm(since).code == 1)
  }

  @Test(arguments: [
    ["--since", "soon"], ["--limit", "0"], ["--limit", "x"], ["--nonsense"], ["--from", "-1"],
    ["--to", "x"], ["--from", "2", "--to", "1"], ["--outcome", "meh"], ["--where", "n"],
    ["--where", "n > "], ["--where", "n > 1 2"],
  ])
  func `what cannot be meant is usage`(arguments: [String]) throws {
    let result = try sandbox().tlm(["query"] + arguments)

    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }

  @Test func `what waits in in.jsonl is found, also where nothing may be written`() throws {
    let sandbox = try sandbox()
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"stranger\"}\n{\"half")

    #expect(try sandbox.tlm("query", "--event", "stranger").code == 0)
    #expect(try sandbox.tlm("query", "--event", "stranger").lines.count == 1)
  }

  @Test func `a reader that saw enough is success`() throws {
    let sandbox = try Sandbox()
    let lines = (0..<50_000).map { "{\"event\":\"tick\",\"n\":\($0)}" }.joined(separator: "\n")
    try #require(try sandbox.tlm(["append"], bytes: Array(lines.utf8)).code == 0)

    let result = try sandbox.shell(
      "set -o pipefail; tlm query | head -1; echo \"${PIPESTATUS[0]}\"")

    #expect(result.lines == ["{\"event\":\"tick\",\"n\":0}", "0"])
    #expect(result.errors.isEmpty)
  }

  @Test func `an error is one JSON document where JSON was asked for`() throws {
    let result = try sandbox().tlm("query", "--json", "--store", "/nowhere")

    #expect(result.code == 2)
    #expect(try json(result.errors)["error"]?["code"] == "noStore")
  }
}
