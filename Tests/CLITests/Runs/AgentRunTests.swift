import Glibc
import TLM
import TestSupport
import Testing

/// `tlm run -- claude`, with a stand-in of that name that does what is documented of it.
@Suite struct AgentRunTests {
  /// It prints its arguments' stream, calls its hooks, asks at a terminal, and ends as it is told.
  private static let standIn = #"""
    #!/bin/bash
    printf '%s\0' "$@" > "$HOME.args"
    hook() { tlm emit --object "$1"; }
    turn() {
      hook '{"event":"UserPromptSubmit","session_id":"s-1"}'
      hook '{"event":"PreToolUse","session_id":"s-1","tool_name":"Bash","tool_use_id":"toolu_000000001"}'
      hook '{"event":"PostToolUse","session_id":"s-1","tool_name":"Bash","tool_use_id":"toolu_000000001"}'
      hook '{"event":"PreToolUse","session_id":"s-1","tool_name":"Read","tool_use_id":"toolu_000000002"}'
    }
    case " $* " in
      *" --output-format stream-json "*)
        turn
        cat <<'END'
    {"type":"system","subtype":"init","session_id":"s-1","model":"claude-x","tools":["Bash"]}
    {"type":"assistant","message":{"id":"msg_1","content":[{"type":"text","text":"hi"}],"usage":{"input_tokens":10,"output_tokens":1}},"session_id":"s-1"}
    {"type":"assistant","message":{"id":"msg_1","content":[{"type":"tool_use","id":"toolu_000000001","name":"Bash","input":{"command":"make\u001b[2J test"}}],"usage":{"input_tokens":10,"output_tokens":20}},"session_id":"s-1"}
    {"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"toolu_000000001","content":"ok"}]}}
    {"type":"assistant","message":{"id":"msg_2","content":[{"type":"tool_use","id":"toolu_000000002","name":"Read","input":{"file_path":"/a"}}],"usage":{"input_tokens":5,"output_tokens":6,"cache_read_input_tokens":1000000}},"session_id":"s-1"}
    no json at all
    END
        [ -n "$CUT" ] || printf '%s\n' '{"type":"result","subtype":"success","is_error":false,"num_turns":3,"total_cost_usd":0.8412,"usage":{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":1000000,"cache_creation_input_tokens":7},"session_id":"s-1"}'
        exit ${CODE:-0};;
      *" -p "*) turn; echo "done"; exit ${CODE:-0};;
    esac
    [ -t 0 ] && [ -t 1 ] || { echo "not a terminal" >&2; exit 9; }
    asked=0
    trap 'asked=$((asked+1)); echo "press again"; [ $asked -ge 2 ] && exit 130' INT
    echo "claude> "
    while true; do
      read -t 0.2 -r line
      case $? in 0) ;; 1) exit 0;; *) continue;; esac
      case "$line" in "") ;; exit) exit 0;; *) turn; echo "answered $line";; esac
    done
    """#

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.program("claude", Self.standIn)
    return sandbox
  }

  private let stream = ["-p", "--output-format", "stream-json", "--verbose", "fix  the build"]

  private func run(
    _ sandbox: Sandbox, _ options: [String], _ words: [String], _ added: [String: String] = [:],
    screen: Command.Screen = .none
  ) throws -> Command.Result {
    let environment = sandbox.variables(added.merging(sandbox.pathWithPrograms) { $1 })
    return try Command.run(
      Sandbox.binary, ["run"] + options + ["--", "claude"] + words, environment: environment,
      in: sandbox.path, screen: screen)
  }

  @Test func `its stream passes unchanged and is counted`() throws {
    let sandbox = try sandbox()
    let bare = try Command.run(
      sandbox.path + "/bin/claude", stream,
      environment: sandbox.variables(sandbox.pathWithPrograms),
      in: sandbox.path)

    let result = try run(sandbox, [], stream)

    #expect(result.code == 0 && result.bytes == bare.bytes && result.errors.isEmpty)
    let arguments = try Disk.text(sandbox.path + "/home.args")
    #expect(arguments == stream.map { $0 + "\0" }.joined())
    let end = try #require(try sandbox.runs().last)
    let figures = try #require(end["metrics_json"])
    #expect(figures["turns"] == 3 && figures["tool_calls"] == 2)
    #expect(figures["input_tokens"] == 100 && figures["output_tokens"] == 50)
    #expect(figures["cache_read_tokens"] == 1_000_000 && figures["cache_creation_tokens"] == 7)
    #expect(figures["cost_usd"] == 0.8412 && figures["model"] == "claude-x")
    #expect(end["session_id"] == "s-1" && end["agent_name"] == "claude")
  }

  @Test func `of a stream that is cut off, each response counts once`() throws {
    let sandbox = try sandbox()

    let result = try run(sandbox, [], stream, ["CUT": "1", "CODE": "1"])

    #expect(result.code == 1)
    let figures = try #require(try sandbox.runs().last?["metrics_json"])
    #expect(figures["turns"] == nil && figures["tool_calls"] == 2 && figures["cost_usd"] == nil)
    #expect(figures["input_tokens"] == 15 && figures["output_tokens"] == 26)
  }

  @Test func `the console shows each call and closes with a line`() throws {
    let sandbox = try sandbox()

    let result = try run(sandbox, ["--console"], stream)

    let lines = result.errors.split(separator: "\n").map(String.init)
    try #require(lines.count == 3, "\(result.errors)")
    #expect(lines[0] == "claude: Bash make\\x1b[2J test" && lines[1] == "claude: Read /a")
    #expect(
      lines[2].contains(
        /^claude: [0-9.]+ m?s · 3 turns · 2 tool calls · 1\.0 M tokens · \$0\.84$/), "\(lines[2])")
  }

  @Test func `without a stream its hooks are counted`() throws {
    let sandbox = try sandbox()

    let result = try run(sandbox, ["--console"], ["-p", "hello"], ["CODE": "4"])

    #expect(result.code == 4 && result.output == "done\n")
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.dropLast() == ["claude: Bash", "claude: Read"], "\(result.errors)")
    #expect(
      lines.last?.contains("· 1 turn · 2 tool calls · exit code 4") == true, "\(result.errors)")
    let run = try #require(try sandbox.runs().last)
    let hooks = try sandbox.events(named: "PreToolUse")
    #expect(hooks.count == 2 && hooks.allSatisfy { $0["run_id"] == run["run_id"] })
    #expect(hooks.allSatisfy { $0["trace_id"] == run["trace_id"] })
  }

  @Test func `at a terminal it talks as without tlm, and closes with a line`() throws {
    let sandbox = try sandbox()
    let command = try sandbox.start(
      "run", "claude", environment: sandbox.pathWithPrograms, screen: .whole)
    while let line = try command.nextLine(), !line.contains("claude> ") {}

    command.send("hello\n")
    while let line = try command.nextLine(), !line.contains("answered hello") {}
    command.send("exit\n")

    let result = try command.finish()
    #expect(result.code == 0)
    #expect(result.output.contains("· 1 turn · 2 tool calls"), "\(result.output)")
  }

  @Test func `ctrl-C twice ends it as it would without tlm`() throws {
    let sandbox = try sandbox()
    let command = try sandbox.start(
      "run", "claude", environment: sandbox.pathWithPrograms, screen: .whole)
    while let line = try command.nextLine(), !line.contains("claude> ") {}

    command.send("\u{3}")
    while let line = try command.nextLine(), !line.contains("press again") {}
    command.send("\u{3}")

    #expect(try command.finish().code == 130)
    #expect(try sandbox.runs().last?["status"] == "cancelled")
  }

  @Test func `another command is an agent where that is said`() throws {
    let sandbox = try sandbox()
    let path = sandbox.path + "/bin/claude"
    _ = try sandbox.shell("mv \(path) \(path)-wrapped")

    let words = ["run", "--agent", "claude", "--", "claude-wrapped"] + stream
    let result = try Command.run(
      Sandbox.binary, words, environment: sandbox.variables(sandbox.pathWithPrograms),
      in: sandbox.path)

    #expect(result.code == 0)
    let end = try #require(try sandbox.runs().last)
    #expect(end["metrics_json"]?["turns"] == 3 && end["agent_name"] == "claude-wrapped")
  }
}
