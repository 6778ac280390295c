import Glibc
import TLM
import TestSupport
import Testing

/// `tlm gate` from its installation to its end, with a real watch.
@Suite struct GateCommandTests {
  @Test func `the gate is installed beside the hooks, and taken out without them`() throws {
    let sandbox = try Sandbox()
    sandbox.folder("home/.claude")
    let path = sandbox.path + "/home/.claude/settings.json"
    #expect(try sandbox.tlm("hook", "install", "claude-code").code == 0)
    let hooks = try Disk.text(path)

    let made = try sandbox.tlm("gate", "install", "claude-code", "--fail-closed")
    #expect(made.code == 0, "\(made.errors)")
    let both = try json(Disk.text(path))
    let handlers = both["hooks"]?["PreToolUse"]?.elements.flatMap { $0["hooks"]?.elements ?? [] }
    #expect(handlers?.count == 2)
    #expect(handlers?.last?["command"]?.text == Sandbox.binary + "-gate")
    #expect(handlers?.last?["args"] == ["claude-code", "--fail-closed"])
    // It is waited for.
    #expect(handlers?.last?["async"] == nil)
    #expect(try sandbox.tlm("config", "get", "gate.enabled").output == "true\n")
    #expect(try sandbox.tlm("hook", "status", "claude-code").code == 0)
    let status = try sandbox.tlm("gate", "status", "claude-code")
    #expect(status.code == 1 && status.output.contains("the board is not there"))

    #expect(try sandbox.tlm("gate", "install", "claude-code").errors.contains("no terminal"))
    let gone = try Command.run(
      Sandbox.binary, ["gate", "uninstall", "claude-code"], environment: sandbox.variables([:]),
      in: sandbox.path, screen: .whole)
    #expect(gone.code == 0)
    #expect(try Disk.text(path) == hooks)
  }

  @Test func `nothing is gated that is not installed and configured`() throws {
    let sandbox = try Sandbox()
    let watch = try sandbox.start("watch", "--sample", "off")
    _ = try eventually("a board") { Files.exists(sandbox.store + "/board") ? true : nil }
    let call = GatedStore.call("Write", ["file_path": "/a"])

    let asked = try Command.run(
      Sandbox.binary, ["gate", "claude-code"], input: Array(call.utf8),
      environment: sandbox.variables([:]), in: sandbox.path)
    #expect(asked.code == 0 && asked.output.isEmpty)
    let said = try sandbox.tlm("gate", "explain")
    #expect(said.output.contains("the board gates nothing"))
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
  }

  @Test func `a mode holds the agent until a person ends it, and says why`() throws {
    let store = try GatedStore()
    let (write, read) = (
      GatedStore.call("Write", ["file_path": "/a"], id: "w"),
      GatedStore.call("Read", ["file_path": "/a"], id: "r")
    )
    #expect(try store.gate(write) == "nothing")

    #expect(try store.person("mode", "set", "HELD", "--reason", "look first").code == 0)
    try store.wait(forMode: "HELD")
    #expect(try store.gate(write) == "deny")
    #expect(try store.gate(read) == "nothing")
    let why = try store.sandbox.tlm("gate", "explain", "Write", "/a")
    #expect(why.code == 1 && why.output.contains("the mode is HELD"))
    #expect(why.output.contains("tlm mode set NORMAL"))
    let tested = try store.sandbox.tlm("gate", "test", "--json", input: read + "\n" + write + "\n")
    #expect(tested.code == 1)
    #expect(try tested.lines.map { try json($0)["verdict"]?.text } == ["allow", "deny"])
    #expect(try store.refused() == ["toolu_0123456789w"])

    #expect(try store.person("mode", "set", "NORMAL", "--reason", "looked").code == 0)
    try store.wait(forMode: "NORMAL")
    #expect(try store.gate(write) == "nothing")
    let shown = try store.sandbox.tlm("sensors", "get", "control_gate", "--json")
    #expect(try json(shown.output)["sensors"]?["control_gate"]?["value"] != .null)
    try store.end()
  }

  @Test func `a file of tools says what reads, and one of the store only what does not`() throws {
    let store = try GatedStore()
    store.sandbox.folder("home/.config/tlm")
    try store.person("mode", "set", "HELD", "--reason", "x")
    try store.wait(forMode: "HELD")
    let status = GatedStore.call("Bash", ["command": "git status"])
    let make = GatedStore.call("Bash", ["command": "make"])
    #expect(try store.gate(status) == "deny")

    try Disk.write(
      store.sandbox.path + "/home/.config/tlm/tools.yaml",
      Array("commands:\n  read_only: [\"git status*\"]\n".utf8))
    try Disk.write(
      store.sandbox.store + "/tools.yaml",
      Array("commands:\n  read_only: [make]\ntools:\n  write: [Read]\n".utf8))
    try store.wait(for: "the file of tools") { try store.gate(status) == "nothing" }
    #expect(try store.gate(make) == "deny")
    #expect(try store.gate(GatedStore.call("Read", ["file_path": "/a"])) == "deny")
    try store.end()
  }
}
