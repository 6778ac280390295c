import Events
import Gate
import TestSupport
import Testing

@Suite struct SelfReleaseTests {
  private static let refused = [
    "tlm mode set NORMAL --reason x", "tlm mode approve 7f", "/usr/local/bin/tlm mode set NORMAL",
    "cd /tmp && tlm  mode   set NORMAL", "env -u CLAUDECODE tlm mode approve 7f",
    "bash -c 'tlm mode set NORMAL'", "tlm --store x mode set NORMAL",
    "tlm mode --store x set NORMAL",
    "\"tlm\" mode set NORMAL", "echo $(tlm trust)", "tlm gate uninstall claude-code",
    "tlm hook uninstall claude-code", "tlm config set gate.enabled false --user", "tlm trust",
    "echo '{}' >> .tlm/in.jsonl", "rm .tlm/board", "cat x > /home/a/.tlm/board", "rm -rf .tlm",
    "sed -i s/a/b/ .claude/settings.json", "cp x ~/.claude/settings.local.json",
    "tee ~/.config/tlm/config.yaml", "cat .tlm/board; rm .tlm/board", "tlm mode reject 7f",
    "tlm control run --rules mine.yaml", "tlm control init --profile loop", "tlm watch &",
    "tlm watch --rules mine.yaml", "tlm serve --listen 127.0.0.1:0",
  ]
  private static let free = [
    "tlm query", "tlm summary --last 1h", "tlm mode", "tlm mode explain", "tlm doctor", "ls",
    "cat .tlm/current.jsonl", "ls -l .tlm", "jq . .claude/settings.json", "echo mode set",
    "git commit -m 'set the mode'", "cat settings.json", "tlm emit step", "tlm config get level",
    "tlm watch --no-control", "tlm serve --no-watch", "tlm serve stop", "tlm serve status --json",
    "tlm emit watch", "tlm query --event serve", "tlm control check x", "tlm control backtest",
  ]

  @Test func `commands that let an agent out are refused, and others are not`() {
    for command in Self.refused {
      let call = GateCall(tool: "Bash", command: command)
      #expect(SelfRelease.problem(with: call) != nil, "\(command)")
    }
    for command in Self.free {
      let call = GateCall(tool: "Bash", command: command)
      #expect(SelfRelease.problem(with: call) == nil, "\(command)")
    }
  }

  @Test(arguments: ["Write", "Edit", "MultiEdit", "NotebookEdit", "mcp__files__write"])
  func `files of the gate are not written`(tool: String) throws {
    for path in [
      "/a/.tlm/config.yaml", ".tlm/in.jsonl", "/a/.claude/settings.json",
      "/h/.claude/settings.local.json", "/h/.config/tlm/tools.yaml", "/h/.local/state/tlm/board",
    ] {
      let key = tool == "NotebookEdit" ? "notebook_path" : "file_path"
      let input = Value.object([Member(key, .string(path))])
      let call = try #require(GateCall(["tool_name": .string(tool), "tool_input": input]))
      #expect(SelfRelease.problem(with: call) != nil, "\(path)")
    }
    let plain = GateCall(tool: tool, path: "/a/settings.json")
    #expect(SelfRelease.problem(with: plain) == nil)
  }

  @Test func `reading them is free, and the real gate refuses the rest in every mode`() throws {
    let scene = try GateScene()
    let read = GateScene.call("Read", ["file_path": ".tlm/board"])
    let set = GateScene.call("Bash", ["command": "tlm mode set NORMAL --reason x"])

    #expect(try scene.ask(read) == .nothing)
    #expect(try scene.ask(set).word == "deny")
    try scene.publish(GateScene.policy(""))
    #expect(try scene.ask(read) == .nothing)
    // Variables of tlm's change nothing.
    let variables = ["TLM_STORE": "/nowhere", "TLM_ENABLED": "0", "TLM_DISABLED": "1"]
    #expect(try scene.ask(set, [], variables).word == "deny")
    #expect(try scene.ask(set, [], variables).reason.contains("a person does at a terminal"))
  }

  @Test func `variables of tlm's do not lead the gate to another board`() throws {
    let scene = try GateScene()
    try scene.publish(GateScene.policy("allowed_tool_categories: [read_only]"))
    let call = GateScene.call("Write", ["file_path": "/a"])

    for variables in [
      ["TLM_STORE": "/nowhere"], ["TLM_ENABLED": "0"], ["TLM_DISABLED": "1"], ["TLM_LEVEL": "x"],
      ["CLAUDE_PROJECT_DIR": scene.scratch.path],
    ] {
      #expect(try scene.ask(call, [], variables).word == "deny")
    }
    #expect(try scene.ask(call, [], ["CLAUDE_PROJECT_DIR": "/"]) == .nothing)
  }
}
