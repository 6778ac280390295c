import Glibc
import TLM
import TestSupport
import Testing

/// A command has with `tlm run` what it has without.
@Suite struct RunFidelityTests {
  @Test func `bytes pass as they are, both ways, and are counted`() throws {
    let sandbox = try Sandbox()
    var dice = Seeded(randomSeed())
    let bytes = (0..<1_500_000).map { _ in UInt8(truncatingIfNeeded: dice.next()) }

    let result = try sandbox.tlm(
      ["run", "--", "sh", "-c", "tee /dev/stderr"], bytes: bytes)

    #expect(result.code == 0)
    #expect(result.bytes == bytes && result.errorBytes == bytes)
    let end = try #require(try sandbox.runs().last)
    #expect(end["stdout_bytes"] == 1_500_000 && end["stderr_bytes"] == 1_500_000)
  }

  @Test func `arguments are the command's, byte for byte`() throws {
    let sandbox = try Sandbox()

    let words = #"'' ' a  b ' -- --name x $'\xff\xfe' $'new\nline' '*' '$HOME' --help"#
    let result = try sandbox.shell(
      "printf '%s\\0' \(words); echo; tlm run -- printf '%s\\0' \(words)")

    let halves = result.bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2)
    try #require(!halves.isEmpty)
    let text = result.bytes
    let half = (text.count - 1) / 2
    #expect(text.count % 2 == 1 && Array(text[..<half]) == Array(text[(half + 1)...]))
  }

  /// What a program can see of the place it runs in.
  @Test(arguments: [
    "grep -E 'SigBlk|SigIgn|SigCgt|^Umask|Groups' /proc/self/status",
    "for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n; done",
    "ulimit -a", "pwd", "ps -o pgid=,sid=,tty= -p $$ | tr -d ' '",
    "env | grep -v -E '^(TRACEPARENT|TLM_RUN_ID|TLM_STORE|_|SHLVL|PPID)=' | sort",
    "[ -t 0 ] && echo in; [ -t 1 ] && echo out; [ -t 2 ] && echo err; echo",
  ])
  func `its surroundings are the same`(question: String) throws {
    let sandbox = try Sandbox()
    // A process group is named by who leads it: the shell around both.
    let line = "trap '' USR1; exec 7</dev/null; sh -c '\(question.replacing("'", with: "'\\''"))'"

    let without = try sandbox.shell(line + "; true")
    let with = try sandbox.shell(line.replacing("; sh -c", with: "; tlm run -- sh -c") + "; true")

    #expect(!without.output.isEmpty && with.errors == without.errors)
    if question.contains("pgid") {
      // Both are of the group that the shell around them is of.
      #expect(with.lines.count == without.lines.count)
    } else {
      #expect(with.output == without.output)
    }
  }

  @Test func `order between output and errors is kept where both go to one place`() throws {
    let sandbox = try Sandbox()
    let script = "i=0; while [ $i -lt 500 ]; do echo $i; echo $i >&2; i=$((i+1)); done"

    for target in ["| cat", "> both; cat both"] {
      let redirected = target.hasPrefix("|") ? "2>&1 \(target)" : "> both 2>&1; cat both"
      let result = try sandbox.shell("tlm run -- sh -c '\(script)' \(redirected)")
      #expect(result.lines == (0..<500).flatMap { ["\($0)", "\($0)"] }, "\(target)")
      let end = try #require(try sandbox.runs().last)
      #expect(end["stdout_bytes"] == .integer(Int64(result.bytes.count)))
    }
  }

  @Test func `a file that is written to is the command's own`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      "echo before > out; tlm run -- sh -c 'echo during; stat -Lc %F /proc/self/fd/1' >> out; cat out"
    )

    #expect(result.lines == ["before", "during", "regular file"])
    let end = try #require(try sandbox.runs().last)
    #expect(end["stdout_bytes"] == 20 && end["stderr_bytes"] == 0)
  }

  @Test func `a reader that goes away ends the command as usual`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      "tlm run -- yes | head -n 1; echo ${PIPESTATUS[0]}", within: 60)

    #expect(result.lines == ["y", "141"])
    #expect(try sandbox.runs().last?["signal"] == "SIGPIPE")
  }

  @Test func `a slow reader makes the command wait`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      "tlm run -- sh -c 'head -c 20000000 /dev/zero; touch done' | "
        + "(head -c 1 >/dev/null; for i in 1 2 3 4 5 6 7 8 9 10; do [ -e done ] && echo early; "
        + "ls / >/dev/null; done; wc -c)", within: 60)

    #expect(result.lines == ["19999999"])
  }

  @Test func `what the command leaves running goes on writing, and is not waited for`() throws {
    let sandbox = try Sandbox()
    let script = "(until [ -e go ]; do sleep 0.02; done; echo late) & echo soon"

    let result = try sandbox.shell(
      "{ tlm run -- sh -c '\(script)'; echo ended; touch go; } | cat", within: 60)

    #expect(result.lines.sorted() == ["ended", "late", "soon"])
    #expect(result.lines.last == "late")
  }

  @Test func `signals go to the command, each once`() throws {
    let sandbox = try Sandbox()
    for number in [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2] {
      // A signal just before bash's read would wait for the line after it.
      let script = """
        n=0; trap 'n=$((n+1)); echo got; [ $n = 2 ] && exit 7' \(number)
        echo ready; while :; do read -t 0.2 -r line && echo "$line"; done
        """
      let command = try sandbox.start("run", "--", "bash", "-c", script)
      try #require(try command.nextLine() == "ready")

      command.signal(number)
      try #require(try command.nextLine() == "got")
      // Were it sent twice, the command would have ended by now.
      command.send("between\n")
      try #require(try command.nextLine() == "between")
      command.signal(number)

      #expect(try command.nextLine() == "got")
      #expect(try command.finish().code == 7)
    }
  }

  @Test func `who asks it to end sees the command's own end`() throws {
    let sandbox = try Sandbox()
    let command = try sandbox.start("run", "--", "sh", "-c", "echo ready; exec sleep 600")
    try #require(try command.nextLine() == "ready")

    command.signal(SIGTERM)

    #expect(try command.finish().code == 128 + SIGTERM)
    let end = try #require(try sandbox.runs().last)
    #expect(end["status"] == "cancelled" && end["signal"] == "SIGTERM")
  }

  @Test func `what was ignored before is ignored by the command, too`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      "trap '' HUP PIPE; tlm run -- sh -c 'kill -HUP $$; kill -PIPE $$; echo alive'")

    #expect(result.lines == ["alive"])
  }
}
