import Glibc
import TLM
import TestSupport
import Testing

/// `tlm hook install`, `uninstall` and `status` on settings files of every kind.
@Suite struct HookInstallTests {
  private static let settings = "{\n    \"model\": \"opus\"\n}\n"

  /// A home in which the agent was started once.
  private func home(_ settings: String? = Self.settings) throws -> (Sandbox, String) {
    let sandbox = try Sandbox(hasStore: false)
    sandbox.folder("home/.claude")
    let path = sandbox.path + "/home/.claude/settings.json"
    if let settings { try Disk.write(path, Array(settings.utf8)) }
    return (sandbox, path)
  }

  private func hook(_ sandbox: Sandbox, _ arguments: String...) throws -> Command.Result {
    try sandbox.tlm(["hook"] + arguments)
  }

  @Test func `an install can be looked at first, is made once, and is taken back`() throws {
    let (sandbox, path) = try home()
    chmod(path, 0o640)

    let dry = try hook(sandbox, "install", "claude-code", "--dry-run")
    #expect(dry.code == 0 && dry.lines.starts(with: ["--- \(path)", "+++ \(path)"]))
    #expect(try Disk.text(path) == Self.settings && !Files.exists(path + ".tlm-backup"))

    let made = try hook(sandbox, "install", "claude-code")
    let installed = try Disk.text(path)
    #expect(made.code == 0 && made.errors.isEmpty)
    #expect(made.output.contains("installed \(Sandbox.binary)-hook in \(path)"))
    #expect(installed.contains("\"\(Sandbox.binary)-hook\"") && Files.mode(path) == 0o640)
    #expect(try Disk.text(path + ".tlm-backup") == Self.settings)
    #expect(Files.mode(path + ".tlm-backup") == 0o640)

    let again = try hook(sandbox, "install", "claude-code", "--user")
    #expect(again.output == "the hooks are in \(path) already\n")
    #expect(try Disk.text(path) == installed)
    #expect(try Disk.text(path + ".tlm-backup") == Self.settings)

    let gone = try hook(sandbox, "uninstall", "claude-code")
    #expect(gone.code == 0)
    #expect(try Disk.text(path) == Self.settings)
    #expect(try Disk.text(path + ".tlm-backup") == installed)
    #expect(try hook(sandbox, "uninstall", "claude-code").output.contains("there are no hooks"))
    #expect(try Files.all(below: sandbox.path + "/home/.claude").count == 2)
  }

  @Test func `what is shown of a change is what patch makes of it`() throws {
    let (sandbox, path) = try home()

    let dry = try hook(sandbox, "install", "claude-code", "--dry-run").output
    try Disk.write(sandbox.path + "/diff", Array(dry.utf8))
    let patch = try sandbox.shell("patch -s -o patched \(path) diff")
    _ = try hook(sandbox, "install", "claude-code")

    #expect(patch.code == 0)
    #expect(try Disk.text(sandbox.path + "/patched") == Disk.text(path))
  }

  @Test func `what is installed is run by a shell as the agent would`() throws {
    let (sandbox, path) = try home()
    _ = try hook(sandbox, "install", "claude-code")
    let handler = try json(Disk.text(path))["hooks"]?["PreToolUse"]?.elements.first?["hooks"]?
      .elements.first
    let words = [handler?["command"]] + (handler?["args"]?.elements ?? [])

    let command = try words.map { try #require($0?.text) }
    let result = try Command.run(
      command[0], Array(command.dropFirst()), input: Array(#"{"hook_event_name":"Stop"}"#.utf8),
      environment: sandbox.variables(["TLM_STORE": sandbox.store]), in: "/")

    #expect(result.code == 0 && result.output.isEmpty)
    #expect(try sandbox.events().first?.contains(#""event":"Stop""#) == true)
  }

  @Test func `a linked file is changed where it is`() throws {
    let (sandbox, path) = try home(nil)
    let real = try sandbox.file("dotfiles.json", Self.settings)
    try #require(symlink("../../dotfiles.json", path) == 0)

    let made = try hook(sandbox, "install", "claude-code", "--json")

    #expect(try json(made.output)["path"] == .string(real))
    #expect(try Files.target(of: path) == "../../dotfiles.json")
    #expect(try Disk.text(real).contains("tlm-hook") && Files.exists(real + ".tlm-backup"))
    #expect(try hook(sandbox, "uninstall", "claude-code").code == 0)
    #expect(try Disk.text(real) == Self.settings)
  }

  @Test func `where there are no settings they are made`() throws {
    let sandbox = try Sandbox(hasStore: false)
    sandbox.folder("home")

    for scope in ["--user", "--project", "--shared"] {
      #expect(try hook(sandbox, "install", "claude-code", scope).code == 0)
    }

    for name in [
      "home/.claude/settings.json", ".claude/settings.local.json", ".claude/settings.json",
    ] {
      let path = sandbox.path + "/" + name
      #expect(try json(Disk.text(path))["hooks"]?.members.isEmpty == false)
      #expect(Files.mode(path) == (name == ".claude/settings.json" ? 0o644 : 0o600))
      #expect(!Files.exists(path + ".tlm-backup"))
    }
  }

  @Test func `the project is the nearest folder upwards that is one`() throws {
    let sandbox = try Sandbox(hasStore: false)
    for name in ["home", "app/.git", "app/src/deep"] { sandbox.folder(name) }

    let made = try sandbox.tlm(
      "hook", "install", "claude-code", "--shared", in: sandbox.path + "/app/src/deep")

    #expect(made.errors.contains("these settings are for everybody who has the project"))
    #expect(Files.exists(sandbox.path + "/app/.claude/settings.json"))
  }

  @Test func `the agent's own folder of settings is honoured`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let folder = sandbox.folder("elsewhere")

    _ = try sandbox.tlm(
      "hook", "install", "claude-code", environment: ["CLAUDE_CONFIG_DIR": folder])

    #expect(Files.exists(folder + "/settings.json"))
  }

  @Test(arguments: [
    ("{\n  // mine\n  \"a\": 1\n}", ":2:3: JSON has no comments"), ("", ":1:1: it ends too early"),
    ("{\"hooks\": 1}", ":1:11: hooks is no object"),
  ])
  func `settings that are none are refused with the place, and left alone`(
    settings: String, fault: String
  ) throws {
    let (sandbox, path) = try home(settings)

    let install = try hook(sandbox, "install", "claude-code")
    let asJSON = try hook(sandbox, "uninstall", "claude-code", "--json")

    #expect(install.code == 2 && install.output.isEmpty)
    #expect(install.errors.hasPrefix("tlm: \(path)\(fault)"))
    #expect(try json(asJSON.errors)["error"]?["code"] == "invalidSettings")
    #expect(try Disk.text(path) == settings && !Files.exists(path + ".tlm-backup"))
  }

  @Test(arguments: ["chmod 400 FILE", "rm FILE; ln -s nowhere FILE", "rm FILE; mkdir FILE"])
  func `what may not be written, or is no file, is refused`(spoil: String) throws {
    let (sandbox, path) = try home()
    _ = try sandbox.shell(spoil.replacing("FILE", with: path))
    let limits = geteuid() == 0 ? "setpriv --inh-caps=-all --bounding-set=-all" : ""

    let result = try sandbox.shell("\(limits) \(Sandbox.binary) hook install claude-code")

    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("tlm: \(path)"), "\(result.errors)")
    #expect(try Files.all(below: sandbox.path + "/home/.claude").count <= 1)
  }

  @Test func `status says where tlm is named, and what is wrong`() throws {
    let (sandbox, path) = try home()
    let none = try hook(sandbox, "status", "claude-code")
    #expect(none.code == 1 && none.lines.first == "user     not installed  \(path)")

    _ = try hook(sandbox, "install", "claude-code")
    let good = try hook(sandbox, "status", "claude-code")
    #expect(
      good.code == 0
        && good.lines.starts(with: [
          "user     installed  \(path)", "         runs \(Sandbox.binary)-hook",
        ]))

    _ = try hook(sandbox, "install", "claude-code", "--command", "/nowhere/tlm-hook")
    let lost = try json(try hook(sandbox, "status", "claude-code", "--user", "--json").output)
    #expect(lost.elements.first?["installed"] == false)
    #expect(
      lost.elements.first?["commands"]
        == [["path": "/nowhere/tlm-hook", "exists": false, "executable": false]])
    #expect(
      try hook(sandbox, "status", "claude-code").output.contains(
        "runs /nowhere/tlm-hook, which is not there; install again"))
  }

  @Test func `another agent is a mistake in the arguments`() throws {
    let sandbox = try Sandbox(hasStore: false)

    #expect(try hook(sandbox, "install", "codex").code == 64)
  }
}
