import TLM
import TestSupport
import Testing

/// What `tlm usage` takes and says.
@Suite struct UsageCommandTests {
  private let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  private func response(_ id: Int, at time: String, model: String = "claude-opus-4-5") -> String {
    """
    {"type":"assistant","uuid":"\(id)","sessionId":"s","timestamp":"\(time)","message":\
    {"id":"m\(id)","model":"\(model)","usage":{"input_tokens":1000000,"output_tokens":0}}}

    """
  }

  private func days(_ arguments: String) throws -> Value? {
    try json(sandbox.shell("tlm usage --json \(arguments)").output)["by_day"]
  }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca",
    "America/Sao_Paulo", "Pacific/Apia", "Europe/Dublin",
  ])
  func `days by a named zone are those of a machine there`(zone: String) throws {
    let hour: Int64 = 3600
    let start = Timestamp("1995-03-25T00:10:00Z")!.wholeSecond
    // Also far behind the last change that tables have.
    let lines = (0..<400).map { number in
      response(
        number,
        at: Timestamp(wholeSecond: start + Int64(number) * 47 * 24 * 61 * hour / 10).description)
    }
    _ = try sandbox.file("lines.jsonl", lines.joined())
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)

    let named = try days("--zone \(zone)")
    let local = try json(
      sandbox.shell("TZ=\(zone) tlm usage --json --zone local").output)["by_day"]

    #expect(named != nil && named == local)
  }

  @Test func `an offset may begin as an option does, and others are told`() throws {
    _ = try sandbox.file("lines.jsonl", response(1, at: "2026-09-02T01:00:00Z"))
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)

    #expect(try days("--zone -05:00")?.names == ["2026-09-01"])
    #expect(try days("--zone=-05:00")?.names == ["2026-09-01"])
    let odd = try sandbox.shell("tlm usage --zone Mars/Olympus")
    #expect(odd.code == 64 && odd.errors.contains("a place such as Europe/Berlin."))
    let nonsense = try sandbox.shell("tlm usage --since nonsense")
    #expect(nonsense.code == 64 && nonsense.errors.contains("--since takes a span back from now"))
  }

  @Test func `a time without work is told as one`() throws {
    _ = try sandbox.file("lines.jsonl", response(1, at: "2026-09-02T01:00:00Z"))
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)

    let usage = try sandbox.shell("tlm usage --until 2020-01-01")
    let sessions = try sandbox.shell("tlm sessions --until 2020-01-01")

    #expect(usage.code == 1 && usage.output == "no work of an agent in that time\n")
    #expect(sessions.code == 1 && sessions.output == "no session of an agent in that time\n")
  }

  @Test func `what has no price or no time is told beside the sum`() throws {
    let time = "2026-09-02T01:00:00Z"
    let untimed = response(1, at: "").replacing(#""timestamp":"","#, with: "")
    _ = try sandbox.file(
      "lines.jsonl", untimed + response(2, at: time) + response(3, at: time, model: "mine"))
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)

    let usage = try sandbox.shell("tlm usage").output
    let none = try sandbox.shell("tlm usage --until 2020-01-01").output
    let summary = try sandbox.shell("tlm summary --since 2026-09-01").output

    #expect(usage.contains(" · $10.00+\n"), "\(usage)")
    #expect(none.hasSuffix("1 piece of work without a time, in no day\n"), "\(none)")
    #expect(summary.contains("1 piece of work without a time, in no period\n"), "\(summary)")
  }

  @Test func `prices of the configuration come before tlm's, and a folder is none`() throws {
    _ = try sandbox.file("lines.jsonl", response(1, at: "2026-09-02T01:00:00Z", model: "mine"))
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)
    let configuration = sandbox.store + "/config.yaml"
    func cost(_ arguments: String = "") throws -> Value? {
      try json(sandbox.shell("tlm usage --json \(arguments)").output)["totals"]?["cost_usd"]
    }
    #expect(try cost() == .null)

    try Disk.write(
      configuration, Array("prices:\n  - {model: mine, input: 3, output: 1}\n".utf8))
    #expect(try cost() == 3.0)
    _ = try sandbox.file("own.yaml", "prices:\n  - {model: mine, input: 4, output: 1}\n")
    #expect(try cost("--prices own.yaml") == 4.0)

    try Disk.write(
      configuration, Array("level: info\nprices:\n  - {model: mine, inptu: 3}\n".utf8))
    let odd = try sandbox.shell("tlm usage")
    #expect(odd.code == 2 && odd.errors.contains("config.yaml") && odd.errors.contains("3:"))
    try Disk.write(configuration, [])
    let folder = try sandbox.shell("tlm usage --prices .")
    #expect(folder.errors.contains(". is a folder; name a file of prices"))
  }

  @Test func `in forty columns the cost is shown`() throws {
    _ = try sandbox.file("lines.jsonl", response(1, at: "2026-09-02T01:00:00Z"))
    try #require(sandbox.shell("tlm append lines.jsonl").code == 0)

    let page = try sandbox.tlm("usage", environment: ["COLUMNS": "40"], screen: .output)

    #expect(page.output.contains("$5.0000"))
    #expect(page.lines.allSatisfy { !$0.hasSuffix("·\r") && !$0.hasSuffix("·") })
  }
}
