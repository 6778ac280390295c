import Events
import Hooks
import TestSupport
import Testing

/// What installing does to the bytes of a settings file, and what uninstalling leaves of it.
@Suite struct SettingsTests {
  private let handler = HookHandler(program: "/opt/tlm/bin/tlm")

  private func text(_ settings: String) throws -> HookSettingsText {
    try HookSettingsText(Array(settings.utf8), path: "settings.json")
  }

  private func installed(_ settings: String, _ handler: HookHandler? = nil) throws -> String {
    String(decoding: try text(settings).installing(handler ?? self.handler), as: UTF8.self)
  }

  private func uninstalled(_ settings: String) throws -> String {
    String(decoding: try text(settings).uninstalling(), as: UTF8.self)
  }

  private func value(_ settings: String) -> Value? {
    Value(json: settings.replacing("\r\n", with: " ").replacing("\n", with: " "))
  }

  @Test(arguments: ["{}", #"{"model": "opus"}"#])
  func `hooks post to a server, and run the program where they cannot`(settings: String) throws {
    let posting = handler.posting(to: "127.0.0.1:4318")
    let after = try installed(settings, posting)
    let hooks = value(after)?["hooks"]

    func own(_ hook: String) -> Value? {
      hooks?[hook]?.elements.first?["hooks"]?.elements.first
    }
    #expect(own("PostToolUse")?["url"] == "http://127.0.0.1:4318/v1/hooks/claude-code")
    #expect(own("PostToolUse")?["type"] == "http" && own("PostToolUse")?["command"] == nil)
    #expect(own("SessionStart")?["type"] == "command")
    #expect(try installed(after, posting) == after)
    // The one takes the place of the other, and both go.
    let again = try installed(after)
    #expect(again == (try installed(settings)))
    #expect(value(try uninstalled(after)) == value(settings))
    #expect(try text(after).handlers.count == AgentHook.installed.count)
  }

  /// Settings as people have them.
  static let settings = [
    "{}", "{}\n", "{ }", "{\n}\n", #"{"model":"opus"}"#,
    #"{"model": "opus", "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "say done"}]}]}}"#,
    "{\n  \"model\": \"opus\"\n}\n", "{\n    \"model\": \"opus\",\n    \"env\": {\"A\": \"1\"}\n}",
    "{\n\t\"model\": \"opus\"\n}\n", "{\r\n  \"model\": \"opus\"\r\n}\r\n",
    "\u{FEFF}{\n  \"a\": 1.50,\n  \"b\": \"\\u00e9\\/\",\n  \"a\": 2e40\n}\n",
    """
    {
      "permissions": { "allow": ["Bash(swift test:*)"], "deny": [] },
      "hooks": {
        "PreToolUse": [
          { "matcher": "Bash", "hooks": [ { "type": "command", "command": "check.sh" } ] },
          {
            "matcher": "Edit",
            "hooks": [
              {
                "type": "command",
                "command": "format.sh"
              },
              { "type": "http", "url": "http://localhost/x" }
            ]
          }
        ],
        "Stop": [{"hooks": [{"type": "command", "command": "say done"}]}],
        "Unheard": [ ]
      },
      "statusLine": {"type": "command", "command": "line.sh"}
    }

    """,
  ]

  @Test(arguments: Self.settings)
  func `installing twice is installing once, and uninstalling gives the same bytes back`(
    settings: String
  ) throws {
    let once = try installed(settings)

    #expect(try installed(once) == once)
    #expect(
      try uninstalled(once) == settings.replacing("{ }", with: "{}").replacing("{\n}", with: "{}"))
    let hooks = try text(once).handlers
    #expect(hooks.map(\.hook).sorted() == AgentHook.installed.map(\.name).sorted())
    #expect(hooks.allSatisfy { $0.handler == handler })
  }

  @Test(arguments: Self.settings)
  func `what was there is there as before`(settings: String) throws {
    let (before, after) = (
      try #require(value(settings.replacing("\u{FEFF}", with: ""))),
      try #require(value(try installed(settings).replacing("\u{FEFF}", with: "")))
    )

    for member in before.members where member.name != "hooks" {
      #expect(after.members.contains(member))
    }
    for member in before["hooks"]?.members ?? [] {
      let groups = after["hooks"]?[member.name]?.elements ?? []
      #expect(Array(groups.prefix(member.value.elements.count)) == member.value.elements)
    }
    #expect(after["hooks"]?["WorktreeCreate"] == nil && after["hooks"]?["MessageDisplay"] == nil)
  }

  @Test func `what is added looks like the rest`() throws {
    let tabs = try installed("{\n\t\"model\": \"opus\"\n}\n")
    let lines = try installed("{\r\n    \"model\": \"opus\"\r\n}\r\n")
    let compact = try installed(#"{"model":"opus"}"#)

    #expect(
      tabs.contains("\n\t\"hooks\": {\n\t\t\"SessionStart\": [\n\t\t\t{\n\t\t\t\t\"hooks\": [\n"))
    #expect(!tabs.contains("  "))
    #expect(lines.contains(",\r\n    \"hooks\": {\r\n        \"SessionStart\": [\r\n"))
    #expect(lines.utf8.count { $0 == 10 } == lines.utf8.count { $0 == 13 })
    #expect(
      compact.hasPrefix(#"{"model":"opus","hooks":{"SessionStart":[{"hooks":[{"type":"command","#))
    #expect(!compact.contains("\n"))
  }

  @Test func `a handler says what is run without a shell, and is waited for only at the end`()
    throws
  {
    let hooks = try #require(value(try installed("{}"))?["hooks"])

    func handler(_ hook: String) -> Value? { hooks[hook]?.elements.first?["hooks"]?.elements.first }
    #expect(
      handler("PreToolUse") == [
        "type": "command", "command": "/opt/tlm/bin/tlm", "args": ["hook", "claude-code"],
        "async": true, "timeout": 10,
      ])
    #expect(handler("SessionEnd")?["async"] == nil)
    #expect(HookHandler(program: "/opt/tlm/bin/tlm-hook").arguments == ["claude-code"])
  }

  @Test func `another path takes the place of the old one, and what a user changed stays`() throws {
    let narrowed = try installed("{\n  \"a\": 1\n}").replacing(
      "\"timeout\": 10", with: "\"timeout\": 3")
    let moved = try installed(narrowed, HookHandler(program: "/usr/bin/tlm-hook"))

    #expect(try installed(narrowed) == narrowed)
    #expect(!moved.contains("/opt/tlm"))
    #expect(moved.components(of: "/usr/bin/tlm-hook") == AgentHook.installed.count)
    #expect(try uninstalled(moved) == "{\n  \"a\": 1\n}")
  }

  @Test(arguments: [
    #"{"type":"command","command":"/a/tlm hook claude-code"}"#,
    #"{"type":"command","command":"'/my programs/tlm' hook claude-code --store /x"}"#,
    #"{"command":"tlm","args":["hook","claude-code"],"timeout":1}"#,
    #"{"type":"command","command":"/my programs/tlm-hook","args":[]}"#,
    #"{"type":"command","command":"tlm-hook"}"#,
  ])
  func `whatever way tlm is called, it is known and taken out`(handler: String) throws {
    let settings = #"{"hooks":{"Stop":[{"hooks":[\#(handler)]}]}}"#

    #expect(try text(settings).handlers.map(\.hook) == ["Stop"])
    #expect(try uninstalled(settings) == "{}")
  }

  @Test(arguments: [
    #"{"type":"command","command":"tlm emit step"}"#, #"{"type":"http","url":"tlm-hook"}"#,
    #"{"type":"command","command":"htlm hook claude-code"}"#,
    #"{"type":"prompt","command":"tlm-hook"}"#,
    #"{"type":"command","command":"echo tlm hook claude-code"}"#, #"3"#, #""tlm-hook""#,
  ])
  func `what is somebody else's stays`(handler: String) throws {
    let settings = #"{"hooks":{"Stop":[{"hooks":[\#(handler)]}]}}"#

    #expect(try uninstalled(settings) == settings)
  }

  @Test func `of several handlers only ours goes`() throws {
    let (own, other) = (#"{"command":"tlm-hook"}"#, #"{"command":"say done"}"#)

    for (before, after) in [
      ("[\(own), \(other)]", "[\(other)]"), ("[\(other), \(own)]", "[\(other)]"),
      ("[\(own), \(own), \(other), \(own)]", "[\(other)]"),
      ("[\(other), \(own), \(other)]", "[\(other), \(other)]"),
    ] {
      let settings = { (list: String) in #"{"hooks": {"Stop": [{"hooks": \#(list)}]}, "a": 1}"# }
      #expect(try uninstalled(settings(before)) == settings(after))
    }
  }

  @Test(arguments: [
    ("", "1:1: it ends too early"), ("{", "1:2: it ends too early"),
    ("{\n  // mine\n}", "2:3: JSON has no comments"),
    ("{\"a\": 1 /* one */}", "1:9: JSON has no comments"),
    ("{\n  \"a\": 1,\n}", "3:1: there is a comma with nothing behind it"),
    ("{\"a\" 1}", "1:6: a colon is missing"), ("{\"é\": tru}", "1:7: there is no value of JSON"),
    ("{'a': 1}", "1:2: a key in double quotes is missing"), ("{} {}", "1:4: there is more"),
    ("{\"a\": \"x\ny\"}", "1:7: there is no value"), ("[1]", "1:1: the settings are no object"),
    ("{\"hooks\": []}", "1:11: hooks is no object"),
    ("{\"hooks\": {\"Stop\": {}}}", "1:20: the hooks of Stop are no array"),
    ("{\"hooks\": {\"Stop\": [1]}}", "1:21: what stands among the hooks of Stop is no object"),
    ("{\"hooks\": {\"Stop\": [{\"hooks\": 1}]}}", "1:31: hooks is no array"),
    (String(repeating: "[", count: 100_000), "1:129: it is nested too deeply"),
  ])
  func `what is no settings file is refused with the place of the fault`(
    settings: String, fault: String
  ) throws {
    let error = #expect(throws: HookError.self) { try text(settings) }

    #expect(error?.code == .invalidSettings)
    #expect(error?.message.hasPrefix("settings.json:" + fault) == true, "\(error?.message ?? "")")
  }

  @Test func `random settings come back from an install and an uninstall as they were`() throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for _ in 0..<300 {
      let settings = RandomSettings.text(&dice)
      let once = try installed(settings)

      #expect(try installed(once) == once, "seed \(seed)")
      #expect(try uninstalled(once) == settings, "seed \(seed)")
    }
  }

  @Test(arguments: [
    #"{"hooks": {}}"#, #"{"hooks":{ },"model":"opus"}"#, "{\n  \"hooks\": {\n  }\n}\n",
    #"{"hooks": {"Stop": []}}"#, #"{"hooks": {"Stop": [{"hooks": [ ]}]}}"#, "{ }", "{\n}\n",
  ])
  func `what was empty before is there again, byte by byte`(settings: String) throws {
    let scratch = Scratch()
    let path = scratch.path + "/settings.json"
    try Disk.write(path, Array(settings.utf8))

    try HookInstallation(.install(handler), .user, path: path).apply()
    #expect(try Disk.text(path).contains("/opt/tlm/bin/tlm"))
    try HookInstallation(.uninstall, .user, path: path).apply()

    #expect(try Disk.text(path) == settings)
  }

  @Test func `hooks that were empty stay where something else was changed since`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/settings.json"
    try Disk.write(path, Array("{\n  \"hooks\": {}\n}\n".utf8))

    try HookInstallation(.install(handler), .user, path: path).apply()
    let edited = try Disk.text(path).replacing(
      "{\n  \"hooks\"", with: "{\n  \"a\": 1,\n  \"hooks\"")
    try Disk.write(path, Array(edited.utf8))
    try HookInstallation(.uninstall, .user, path: path).apply()

    #expect(try Disk.text(path) == "{\n  \"a\": 1,\n  \"hooks\": {}\n}\n")
  }

  @Test func `a copy of something else does not decide what is left`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/settings.json"
    for copy in ["no json", "{\"hooks\": {\"Stop\": [1]}}", "{\"b\": 2}", ""] {
      try Disk.write(path, Array(try installed("{\n  \"a\": 1\n}").utf8))
      try Disk.write(path + SettingsFile.backupSuffix, Array(copy.utf8))

      try HookInstallation(.uninstall, .user, path: path).apply()

      #expect(try Disk.text(path) == "{\n  \"a\": 1\n}", "\(copy)")
    }
  }

  @Test func `a cut settings file never ends the program`() throws {
    let whole = Array(Self.settings.last!.utf8)
    for end in 0..<whole.count - 2 {
      // Its last brace is missing.
      #expect(throws: HookError.self) {
        try HookSettingsText(Array(whole[..<end]), path: "x").handlers
      }
    }
  }
}

extension String {
  func components(of text: String) -> Int { ranges(of: text).count }
}
