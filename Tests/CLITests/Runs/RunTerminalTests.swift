import Glibc
import TLM
import TestSupport
import Testing

/// A command that is run at a terminal has one, and whoever sits there has it back afterwards.
@Suite struct RunTerminalTests {
  private func start(_ sandbox: Sandbox, _ script: String) throws -> Command {
    let command = try sandbox.start("run", "--", "bash", "-c", script, screen: .whole)
    command.resize(rows: 33, columns: 77)
    return command
  }

  private func line(_ command: Command) throws -> String? {
    try command.nextLine()?.replacing("\r", with: "")
  }

  @Test func `all its streams are a terminal of its own, as large as the person's`() throws {
    let sandbox = try Sandbox()
    let command = try start(
      sandbox,
      "echo ready; read -r x; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; stty size; echo key $x; : >/dev/tty"
    )

    try #require(try line(command) == "ready")
    command.send("go\n")

    #expect(try line(command) == "go")
    #expect(try line(command) == "all")
    #expect(try line(command) == "33 77")
    #expect(try line(command) == "key go")
    #expect(try command.finish().code == 0)
    let end = try #require(try sandbox.runs().last)
    #expect(end["terminal"] == true && end["stdout_bytes"]?.integer ?? 0 > 20)
  }

  @Test func `a terminal that changes its size is as large within`() throws {
    let sandbox = try Sandbox()
    let command = try start(
      sandbox, "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.02; done")
    try #require(try line(command) == "ready")

    command.resize(rows: 41, columns: 99)

    #expect(try line(command) == "41 99")
    #expect(try command.finish().code == 0)
  }

  @Test func `ctrl-C is the command's, and comes once`() throws {
    let sandbox = try Sandbox()
    let command = try start(
      sandbox,
      "n=0; trap 'n=$((n+1)); echo got $n; [ $n = 2 ] && exit 130' INT; echo ready; "
        + "while :; do read -t 0.2 -r x && echo line $x; done")
    try #require(try line(command) == "ready")

    command.send("\u{3}")
    while let text = try line(command), !text.contains("got 1") {}
    command.send("between\n")
    while let text = try line(command), !text.contains("line between") {
      #expect(!text.contains("got 2"))
    }
    command.send("\u{3}")

    let result = try command.finish()
    #expect(result.code == 130 && result.output.contains("got 2"))
    #expect(try sandbox.runs().last?["status"] == "cancelled")
  }

  @Test(arguments: ["exit 3", "kill -KILL $$", "stty raw -echo; exit 0", "exec sleep 600"])
  func `the terminal is as it was, however it ends`(ending: String) throws {
    let sandbox = try Sandbox()
    // The shell around stays, so that the terminal does.
    let command = try sandbox.start("run", "true", screen: .whole)
    _ = try command.finish()
    let shell = try Command(
      "/bin/bash",
      [
        "-c",
        "stty -a > before; \(Sandbox.binary) run -- bash -c 'echo ready; \(ending)'; "
          + "stty -a > after; cmp before after && echo same",
      ], environment: sandbox.variables([:]), in: sandbox.path, screen: .whole)
    try #require(try line(shell) == "ready")

    if ending.contains("sleep") { shell.send("\u{3}") }

    let result = try shell.finish()
    #expect(result.output.contains("same"), "\(result.output)")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `the terminal is as it was after a signal to tlm, too`(number: Int32) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.start("run", "true", screen: .whole).finish()
    // The shell around stays, so that the terminal does.
    let shell = try Command(
      "/bin/bash",
      [
        "-c",
        "stty -a > before; \(Sandbox.binary) run -- bash -c 'echo $PPID; exec sleep 600'; code=$?; "
          + "stty -a > after; cmp before after && echo same; exit $code",
      ], environment: sandbox.variables([:]), in: sandbox.path, screen: .whole)
    let tlm = try #require(try line(shell).flatMap { Int32($0) })
    #expect(shell.terminalModes[2] & UInt32(ICANON) == 0, "keys are the command's")

    kill(tlm, number)

    let end = try shell.finish()
    #expect(end.output.contains("same"), "\(end.output)")
    #expect(end.code == 128 + number)
    #expect(try sandbox.runs().last?["status"] == "cancelled")
  }

  @Test func `the end of what is typed is the command's`() throws {
    let sandbox = try Sandbox()
    let command = try start(sandbox, "echo ready; cat; echo over")
    try #require(try line(command) == "ready")

    command.send("a\n\u{4}")

    let result = try command.finish()
    #expect(result.code == 0 && result.lines.suffix(2) == ["a", "over"])
  }

  @Test func `a long picture comes whole, and much that is typed arrives`() throws {
    let sandbox = try Sandbox()
    let command = try start(
      sandbox, "stty raw -echo; echo ready; head -c 200000 | wc -c; seq 100000; exit 5")
    while let text = try line(command), text != "ready" {}

    command.send(String(repeating: "x", count: 200_000))
    let result = try command.finish()

    #expect(result.code == 5)
    let lines = result.output.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(Array(lines.suffix(100_001)) == ["200000"] + (1...100_000).map { "\($0)" })
  }

  @Test func `a terminal on one side only is left to the command`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", "[ -t 1 ] && echo terminal; [ -t 0 ] || echo piped", screen: .output)

    #expect(result.lines == ["terminal", "piped"])
    #expect(try sandbox.runs().last?["stdout_bytes"] == nil)
  }

  @Test func `ctrl-Z stops the command and tlm, and the shell lets both go on`() throws {
    let sandbox = try Sandbox()
    let shell = try Command(
      "/bin/bash", ["--norc", "-i"],
      environment: sandbox.variables(["PS1": "prompt\\n", "TERM": "dumb"]),
      in: sandbox.path, screen: .whole)
    shell.send("\(Sandbox.binary) run -- bash -c 'echo ready; read -r x; echo went $x'\n")
    while let text = try line(shell), text != "ready" {}

    shell.send("\u{1a}")
    while let text = try line(shell), !text.contains("Stopped") {}
    shell.send("fg\n")
    while let text = try line(shell), !text.hasSuffix("went $x'") {}
    shell.send("on\n")
    while let text = try line(shell), text != "went on" {}
    // What is typed before tlm has ended is the command's, which has no more use for it.
    while let text = try line(shell), text != "prompt" {}
    shell.send("exit 8\n")

    #expect(try shell.finish().code == 8)
  }

  @Test func `what is stopped at the keyboard's shell goes on with it`() throws {
    let sandbox = try Sandbox()
    let shell = try Command(
      "/bin/bash", ["--norc", "-i"],
      environment: sandbox.variables(["PS1": "prompt\\n", "TERM": "dumb"]),
      in: sandbox.path, screen: .whole)
    shell.send("\(Sandbox.binary) run -- bash -c 'echo pid $$; kill -STOP $$; echo went on'\n")
    while let text = try line(shell), !text.hasPrefix("pid ") {}

    while let text = try line(shell), !text.contains("Stopped") {}
    shell.send("fg\n")
    while let text = try line(shell), text != "went on" {}
    while let text = try line(shell), text != "prompt" {}
    shell.send("exit 9\n")

    #expect(try shell.finish().code == 9)
    #expect(try sandbox.runs().last?["status"] == "success")
  }
}
