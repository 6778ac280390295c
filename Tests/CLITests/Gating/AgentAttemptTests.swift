import Glibc
import TLM
import TestSupport
import Testing

/// What an agent can try to let itself out, one by one, as the article Gate lists it.
@Suite struct AgentAttemptTests {
  private static let transition =
    #"{"event":"mode_transition","from":"HELD","to":"NORMAL","rule":""}"#

  private func held() throws -> GatedStore {
    let store = try GatedStore()
    try #require(store.person("mode", "set", "HELD", "--reason", "x").code == 0)
    try store.wait(forMode: "HELD")
    return store
  }

  private func isHeld(_ store: GatedStore) throws -> Bool {
    try store.gate(GatedStore.call("Write", ["file_path": "/a"])) == "deny"
  }

  @Test func `commands that let out refuse where an agent runs them`() throws {
    let store = try held()
    for words in [
      ["mode", "set", "NORMAL", "--reason", "x"], ["mode", "approve", "7f"],
      ["config", "set", "gate.enabled", "false", "--user"], ["trust"],
      ["gate", "uninstall", "claude-code"], ["gate", "install", "claude-code"],
      ["hook", "uninstall", "claude-code"], ["hook", "install", "claude-code"],
    ] {
      for variable in ["CLAUDECODE", "GEMINI_CLI", "CODEX_SANDBOX", "CURSOR_AGENT"] {
        let run = try Command.run(
          Sandbox.binary, words, environment: store.sandbox.variables([variable: "1"]),
          in: store.sandbox.path, screen: .whole)
        #expect(run.code == 2 && run.output.contains("\(variable) is set"), "\(words)")
      }
      // Without the variable, and without a person.
      let run = try store.sandbox.tlm(words)
      #expect(run.code == 2 && run.errors.contains("no terminal"), "\(words)")
    }
    #expect(try isHeld(store))
    try store.end()
  }

  @Test func `rules that an agent brings decide nothing`() throws {
    let store = try held()
    let rules = try store.sandbox.file("mine.yaml", "modes: [NORMAL]\n")
    for words in [
      ["control", "run"], ["control", "run", "--rules", rules], ["watch"], ["control", "init"],
      ["watch", "--rules", rules, "--sample", "off"], ["serve", "--listen", "127.0.0.1:0"],
    ] {
      let run = try store.agent(words)
      #expect(run.code == 2 && run.errors.contains("an agent may not"), "\(words) \(run.errors)")
    }
    #expect(try store.mode() == "HELD" && isHeld(store))
    try store.end()
  }

  @Test func `a transition that an agent emits or appends is refused`() throws {
    let store = try held()
    let emitted = try store.agent(
      "emit", "--strict", "mode_transition", "from=HELD", "to=NORMAL")
    #expect(emitted.code == 2 && emitted.errors.contains("an agent may not write an event"))
    let file = try store.sandbox.file("x.jsonl", Self.transition + "\n")
    let appended = try store.agent("append", file)
    #expect(appended.code == 2 && appended.errors.contains("an agent may not"))
    #expect(try store.mode() == "HELD" && isHeld(store))
    try store.end()
  }

  @Test func `a transition in the inbox counts for nothing`() throws {
    let store = try held()
    try Disk.append(store.sandbox.store + "/in.jsonl", Self.transition + "\n")
    try store.wait(for: "the drain") {
      try store.sandbox.tlm("query", "--event", "mode_transition").lines.count == 2
    }
    #expect(try store.mode() == "HELD" && isHeld(store))
    let echo = GatedStore.call("Bash", ["command": "echo x >> .tlm/in.jsonl"])
    #expect(try store.gate(echo) == "deny")
    try store.end()
  }

  @Test func `settings are not written, and variables of tlm's change nothing`() throws {
    let store = try held()
    let paths = [
      ".claude/settings.json", ".tlm/config.yaml", ".tlm/rules.yaml", ".tlm/board",
      "/home/a/.config/tlm/prices.yaml",
    ]
    for path in paths {
      let call = GatedStore.call("Edit", ["file_path": .string(path)])
      #expect(try store.gate(call) == "deny", "\(path)")
    }
    let write = GatedStore.call("Write", ["file_path": "/a"])
    for variables in [["TLM_STORE": "/tmp/none"], ["TLM_ENABLED": "0"], ["TLM_DISABLED": "1"]] {
      #expect(try store.gate(write, variables) == "deny")
    }
    try store.end()
  }

  @Test func `a board without its watch, or none, holds only a gate that is closed`() throws {
    let store = try held()
    let write = GatedStore.call("Write", ["file_path": "/a"])
    func closed() throws -> Command.Result {
      try Command.run(
        Sandbox.binary + "-gate", ["claude-code", "--fail-closed"], input: Array(write.utf8),
        environment: store.sandbox.variables([:]), in: store.sandbox.path)
    }
    // What would delete it is refused; who deletes it all the same sees it come back.
    #expect(try store.gate(GatedStore.call("Bash", ["command": "rm .tlm/board"])) == "deny")
    Scratch.remove(store.sandbox.store + "/board")
    try store.wait(for: "the board to come back") { try isHeld(store) }

    try store.end()
    #expect(try isHeld(store))
    Scratch.remove(store.sandbox.store + "/board")
    #expect(try store.gate(write) == "nothing")
    #expect(try closed().output.contains("\"deny\""))
  }
}
