import Glibc
import TLM
import TestSupport
import Testing

/// A command that is run is none the worse for it, and the run is in the log.
@Suite struct RunTests {
  @Test(arguments: [0, 1, 3, 126, 127, 130, 255])
  func `it ends with the code of the command`(code: Int32) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("run", "--", "sh", "-c", "exit \(code)")

    #expect(result.code == code && result.output.isEmpty && result.errors.isEmpty)
    let runs = try sandbox.runs()
    try #require(runs.count == 2)
    #expect(runs[0]["status"] == "running" && runs[0]["agent_name"] == "sh")
    #expect(runs[1]["exit_code"] == .integer(Int64(code)))
    let status: Value = code == 0 ? "success" : code == 130 ? "cancelled" : "failure"
    #expect(runs[1]["status"] == status)
    for key in ["run_id", "trace_id", "span_id", "start_time"] {
      #expect(runs[0][key] != nil && runs[0][key] == runs[1][key], "\(key)")
    }
  }

  @Test(arguments: [SIGTERM, SIGKILL, SIGSEGV, SIGINT, SIGUSR1])
  func `it dies by the signal that the command died by`(number: Int32) throws {
    let sandbox = try Sandbox()

    // A shell tells the two apart: of a death it says 128 and the number, and of which kind.
    let result = try sandbox.shell(
      "python3 - <<'E'\nimport subprocess\np = subprocess.run(['\(Sandbox.binary)', 'run', '--', "
        + "'sh', '-c', 'kill -\(number) $$'])\nprint(p.returncode)\nE")

    #expect(result.lines == ["-\(number)"], "\(result.errors)")
    let end = try #require(try sandbox.runs().last)
    #expect(end["exit_code"] == .integer(128 + Int64(number)))
    let status: Value = [SIGTERM, SIGINT].contains(number) ? "cancelled" : "failure"
    #expect(end["status"] == status)
    #expect(end["signal"]?.text?.hasPrefix("SIG") == true)
  }

  @Test func `what is not there ends with 127, and what cannot be run with 126`() throws {
    let sandbox = try Sandbox()
    let plain = try sandbox.file("plain", "x")

    let missing = try sandbox.tlm("run", "--", "no-such-program", "x")
    let forbidden = try sandbox.tlm("run", "--", plain)

    #expect(missing.code == 127 && forbidden.code == 126)
    #expect(
      missing.errors
        == "tlm: no-such-program was not found: give its path, or a folder of it in PATH\n")
    #expect(forbidden.errors == "tlm: \(plain) cannot be run: Permission denied\n")
    let runs = try sandbox.runs()
    #expect(runs.map { $0["exit_code"] } == [127, 126])
    #expect(runs.allSatisfy { $0["status"] == "failure" && $0["error_summary"] != nil })
  }

  @Test func `a script without a first line is the shell's, as everywhere`() throws {
    let sandbox = try Sandbox()
    try sandbox.program("plain", "echo $# $1")

    let result = try sandbox.tlm(
      "run", "plain", "a b", environment: sandbox.pathWithPrograms)

    #expect(result.code == 0 && result.output == "1 a b\n", "\(result.errors)")
  }

  @Test func `what the command is called and does can be told`() throws {
    let sandbox = try Sandbox()

    try #require(try sandbox.tlm("run", "--name", "nightly", "--job=sync", "true").code == 0)

    let runs = try sandbox.runs()
    #expect(runs.allSatisfy { $0["agent_name"] == "nightly" && $0["job_type"] == "sync" })
  }

  @Test func `the projection of runs reads it`() throws {
    let sandbox = try Sandbox()
    for words in [["true"], ["false"], ["sh", "-c", "kill -TERM $$"]] {
      _ = try sandbox.tlm(["run", "--name", "agent", "--"] + words)
    }

    let result = try sandbox.tlm("replay", "-p", "runs", "--json")

    let overall = try #require(try json(result.output)["report"]?["overall"])
    #expect(overall["success"] == 1 && overall["failure"] == 1 && overall["cancelled"] == 1)
    #expect(overall["running"] == 0 && overall["ended"] == 3)
  }

  @Test(arguments: [
    ([String](), "needs a command"), (["--nonsense", "true"], "there is no option --nonsense"),
    (["--name"], "--name needs a value"), (["--name=", "true"], "--name needs a value"),
    (["--console=1", "true"], "there is no option --console=1"), (["--"], "needs a command"),
  ])
  func `a mistake in the arguments runs nothing`(words: [String], expected: String) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(["run"] + words)

    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("tlm: ") && result.errors.contains(expected))
    #expect(try sandbox.runs().isEmpty)
  }

  @Test func `the help tells how it is called`() throws {
    let result = try Sandbox(hasStore: false).tlm("run", "--help")

    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.contains("USAGE: tlm run [--name NAME]"))
  }

  @Test func `the closing line says how it went, and what is recorded is told`() throws {
    let sandbox = try Sandbox()

    let quiet = try sandbox.tlm("run", "--", "false")
    let told = try sandbox.tlm("run", "--console", "--debug", "--", "false")

    #expect(quiet.errors.isEmpty)
    #expect(told.code == 1 && told.output.isEmpty)
    #expect(told.errors.contains(/false: [0-9.]+ [mµ]?s · exit code 1\n/), "\(told.errors)")
    let run = try #require(try sandbox.runs().last?["run_id"]?.text)
    #expect(told.errors.contains("tlm: run \(run) of trace "))
  }
}
