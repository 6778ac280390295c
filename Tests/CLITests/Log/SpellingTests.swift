import TLM
import TestSupport
import Testing

/// What a producer means in another spelling is read as what it means, by every reader alike.
@Suite struct SpellingTests {
  private static let failures = [
    #""success":"false""#, #""success":"False""#, #""success":0"#, #""status":"ERROR""#,
    #""status":"Failed""#, #""exit_code":"1""#, #""is_error":"true""#, #""result":"aborted""#,
    #""status":"completed","exit_code":1"#, #""outcome":" crashed ""#,
  ]

  private func sandbox(_ lines: [String]) throws -> Sandbox {
    let sandbox = try Sandbox()
    let text = lines.map { $0 + "\n" }.joined()
    try #require(sandbox.tlm("append", input: text).code == 0)
    return sandbox
  }

  private func report(_ sandbox: Sandbox, _ projection: String) throws -> Value {
    let document = try json(sandbox.tlm("replay", "-p", projection, "--json").output)
    return try #require(document["report"])
  }

  @Test(arguments: failures) func `a failure is one in every spelling`(spelling: String) throws {
    let time = #""ts":"2026-02-13T10:00:00Z""#
    let sandbox = try sandbox([
      #"{\#(time),"event":"tool_call_completed","tool_name":"Bash",\#(spelling)}"#,
      #"{\#(time),"event":"issue_complete","issue_id":"B-1",\#(spelling)}"#,
      #"{\#(time),"event":"run_end","run_id":"r1",\#(spelling)}"#,
    ])

    #expect(try report(sandbox, "tool-usage")["overall"]?["failure"] == 1)
    let tools = try report(sandbox, "velocity")["by_tool"]
    #expect(tools?["unknown"]?["failure"] == 1)
    #expect(try report(sandbox, "issues")["failure"] == 1)
    let found = try sandbox.tlm("query", "--outcome", "failure")
    #expect(found.lines.count == 3)
    let rate = try sandbox.tlm(
      "sensors", "get", "perf_tool_error_rate", "--at", "2026-02-13T10:00:01Z", "--json")
    #expect(rate.output.contains(#""value":1"#), "\(rate.output)")
  }

  @Test func `what nobody can read is neither a success nor a failure`() throws {
    let sandbox = try sandbox([
      #"{"ts":"2026-02-13T10:00:00Z","event":"issue_complete","issue_id":"B-1","status":"odd"}"#,
      #"{"ts":"2026-02-13T10:00:01Z","event":"tool_call_completed","tool_name":"Bash","result":"?"}"#,
    ])

    let velocity = try report(sandbox, "velocity")
    #expect(velocity["overall"]?["completed"] == 1)
    let unknown = velocity["by_tool"]?["unknown"]
    #expect(unknown?["success"] == 0 && unknown?["failure"] == 0)
    let calls = try report(sandbox, "tool-usage")
    #expect(calls["overall"]?["other"] == 1 && calls["overall"]?["success"] == 0)
    #expect(try sandbox.tlm("query", "--outcome", "unknown").lines.count == 2)
  }

  @Test func `a call that a person refused is blocked, and its waiting is no time`() throws {
    let sandbox = try sandbox([
      #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","tool_name":"Bash","status":"denied","duration_ms":60000}"#,
      #"{"ts":"2026-02-13T10:00:01Z","event":"tool_call_completed","tool_name":"Bash","status":"interrupted","duration_ms":60000}"#,
    ])

    let overall = try #require(try report(sandbox, "tool-usage")["overall"])

    #expect(overall["blocked"] == 1 && overall["other"] == 1 && overall["failure"] == 0)
    #expect(overall["count"] == 0, "\(overall)")
  }

  @Test func `a duration in words is one, and moves no bottleneck`() throws {
    let sandbox = try sandbox([
      #"{"ts":"2026-02-13T10:00:00Z","event":"issue_phase","issue_id":"B-1","phase":"plan","duration_s":5}"#,
      #"{"ts":"2026-02-13T10:01:00Z","event":"issue_phase","issue_id":"B-1","phase":"build","duration_s":"67.2"}"#,
      #"{"ts":"2026-02-13T10:02:00Z","event":"issue_phase","issue_id":"B-1","phase":"test","duration_s":"PT1M"}"#,
      #"{"ts":"2026-02-13T10:03:00Z","event":"issue_phase","issue_id":"B-1","phase":"ship","duration_s":"soon"}"#,
    ])

    let report = try report(sandbox, "phase-timing")

    #expect(report["bottleneck"] == "build")
    #expect(report["phases"]?["build"]?["sum_s"] == .double(67.2))
    #expect(report["phases"]?["test"]?["sum_s"] == .double(60))
    #expect(report["phases"]?["ship"] == nil)
    #expect(report["invalid"] == 1)
  }

  @Test(arguments: ["--issue-id", "--session-id", "--trace-id", "--run-id"])
  func `an id that is a number is found, with and without an index`(option: String) throws {
    let key = option.dropFirst(2).replacing("-", with: "_")
    let sandbox = try sandbox(
      (0..<3000).map { number in
        #"{"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":\#(number),"\#(key)":\#(number)}"#
      })

    let scanned = try sandbox.tlm("query", option, "118")
    try #require(sandbox.tlm("index", "rebuild").code == 0)
    let indexed = try sandbox.tlm("query", option, "118")

    #expect(scanned.lines.count == 1 && indexed.output == scanned.output)
    #expect(try report(sandbox, "issues")["issues"] == 3000)
  }

  @Test func `latencies are read under whichever key they come`() throws {
    let sandbox = try sandbox([
      #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","duration_s":0.25}"#,
      #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","latency_ms":"250"}"#,
      #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","metadata":{"duration_ms":250}}"#,
    ])

    let read = try sandbox.tlm(
      "sensors", "get", "perf_tool_call_latency", "--at", "2026-02-13T10:00:01Z", "--json",
      "--window", "5m")

    #expect(read.output.contains(#""value":250"#), "\(read.output)")
    let all = try json(sandbox.tlm("replay", "-p", "sensor-metrics", "--json").output)
    #expect("\(all)".contains("perf_tool_call_latency"))
  }

  @Test func `a completion whose time nobody can read counts on no day`() throws {
    let filler = (0..<3000).map { number in
      #"{"ts":"2026-02-10T10:00:00Z","event":"step","n":\#(number)}"#
    }
    let sandbox = try sandbox(
      filler + [
        #"{"ts":"2026-02-10T10:00:00Z","event":"issue_complete","issue_id":"B-1"}"#,
        #"{"ts":"12 o'clock","event":"issue_complete","issue_id":"B-2"}"#,
        #"{"event":"issue_complete","issue_id":"B-3"}"#,
        #"{"ts":"2026-02-12T10:00:00,5 +01","event":"issue_complete","issue_id":"B-4"}"#,
      ] + filler)

    for way in [["--no-index"], []] {
      try #require(way.isEmpty ? sandbox.tlm("index", "rebuild").code == 0 : true)
      let document = try json(
        sandbox.tlm(["replay", "-p", "velocity", "--json", "--from-zero"] + way).output)
      let buckets = document["report"]?["buckets"]?.elements ?? []
      #expect(buckets.map { $0["completed"] } == [2, 0, 1], "\(way)")
      #expect(document["report"]?["overall"]?["completed"] == 4, "\(way)")
    }
    for way in [["--no-index"], []] {
      let found = try sandbox.tlm(
        ["query", "--event", "issue_complete", "--since", "2026-02-10T00:00:00Z"] + way)
      #expect(found.code == 64 || found.lines.count == 3, "\(found.output)")
    }
  }
}
