import Glibc
import TLM
import TestSupport
import Testing

/// Runs whose tlm was killed are ended, and no others.
@Suite struct SweepTests {
  /// A run that goes on, and the command that sees it through.
  private func running(_ sandbox: Sandbox, _ name: String) throws -> Command {
    let command = try sandbox.start(
      "run", "--name", name, "--", "sh", "-c", "echo ready; exec sleep 600")
    try #require(try command.nextLine() == "ready")
    try eventually("the start in the log") {
      try sandbox.runs().contains { $0["agent_name"]?.text == name } ? true : nil
    }
    return command
  }

  @Test func `a run of a killed tlm is ended once, and a living one never`() throws {
    let sandbox = try Sandbox()
    let dead = try running(sandbox, "dead")
    let living = try running(sandbox, "living")
    dead.signal(SIGKILL)
    _ = try dead.finish()

    let young = try sandbox.tlm("runs", "sweep")
    let dry = try sandbox.tlm("runs", "sweep", "--older-than", "0s", "--dry-run")
    let first = try sandbox.tlm("runs", "sweep", "--older-than", "0s")
    let second = try sandbox.tlm("runs", "sweep", "--older-than", "0s")

    #expect(young.code == 0 && young.output.isEmpty && young.errors == "ended 0 runs\n")
    #expect(dry.errors == "would end 1 run\n")
    #expect(first.errors == "ended 1 run\n" && first.output.contains("  dead, begun "))
    #expect(second.output.isEmpty && second.errors == "ended 0 runs\n")
    let runs = try sandbox.runs()
    try #require(runs.count == 3)
    #expect(runs[2]["status"] == "cancelled" && runs[2]["error"] == "process_died")
    for key in ["run_id", "trace_id", "span_id", "agent_name", "start_time"] {
      #expect(runs[2][key] == runs[0][key], "\(key)")
    }
    living.signal(SIGTERM)
    #expect(try living.finish().code == 128 + SIGTERM)
    let report = try json(try sandbox.tlm("replay", "-p", "runs", "--json").output)
    let overall = try #require(report["report"]?["overall"])
    #expect(overall["cancelled"] == 2 && overall["running"] == 0)
  }

  @Test func `a number that another process has by now is no life`() throws {
    let sandbox = try Sandbox()
    let command = try running(sandbox, "x")
    let start = try #require(try sandbox.runs().first)
    let parts = try #require(start["process"]?.text).split(separator: "/").map(String.init)
    command.signal(SIGTERM)
    _ = try command.finish()
    let living = "\(getpid())"
    for (name, process) in [
      ("reused", [parts[0], parts[1], parts[2], living, "1"]),
      ("rebooted", [parts[0], "another-boot", parts[2], living, parts[4]]),
      ("elsewhere", ["another-host", "another-boot", parts[2], "99999999", parts[4]]),
      ("contained", [parts[0], parts[1], "1", "99999999", parts[4]]),
    ] {
      let fields = [
        "run_id=\(name)", "status=running", "process=" + process.joined(separator: "/"),
      ]
      try #require(try sandbox.tlm(["emit", "--strict", "run"] + fields).code == 0)
    }

    let swept = try sandbox.tlm("runs", "sweep", "--older-than", "0s")

    #expect(swept.errors == "ended 2 runs\n")
    let ended = try sandbox.runs().filter { $0["error"] == "process_died" }.map { $0["run_id"] }
    #expect(ended == ["reused", "rebooted"])
  }

  @Test func `runs of one run id are ended each by itself`() throws {
    let sandbox = try Sandbox()
    let command = try running(sandbox, "x")
    let start = try #require(try sandbox.runs().first?["process"]?.text)
    command.signal(SIGTERM)
    _ = try command.finish()
    for (key, status) in [("one", "running"), ("two", "running"), ("three", "success")] {
      let fields = ["event_id=\(key)", "run_id=r", "status=\(status)", "process=\(start)"]
      try #require(try sandbox.tlm(["emit", "--strict", "run"] + fields).code == 0)
    }

    let swept = try sandbox.tlm("runs", "sweep", "--older-than", "0s")

    #expect(swept.errors == "ended 2 runs\n", "\(swept.errors)")
    let ended = try sandbox.runs().filter { $0["error"] == "process_died" }
    #expect(Set(ended.compactMap { $0["event_id"]?.text }) == ["one", "two"])
  }

  @Test func `sweeps at once end a run once`() async throws {
    let sandbox = try Sandbox()
    let command = try running(sandbox, "dead")
    command.signal(SIGKILL)
    _ = try command.finish()

    try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<4 {
        group.addTask { try sandbox.tlm("runs", "sweep", "--older-than", "0s").code }
      }
      for try await code in group { #expect(code == 0) }
    }

    #expect(try sandbox.runs().filter { $0["error"] == "process_died" }.count == 1)
  }

  @Test func `an age that is none is a mistake`() throws {
    let result = try Sandbox().tlm("runs", "sweep", "--older-than", "long")

    #expect(result.code == 64 && result.errors.contains("--older-than must be a length of time"))
  }
}
