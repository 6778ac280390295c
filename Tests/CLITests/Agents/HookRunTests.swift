import Glibc
import TLM
import TestSupport
import Testing

/// The programs that an agent runs as its hook, on stores of every kind: they end with 0 and say
/// nothing, and where an event can be kept there is one more.
@Suite struct HookRunTests {
  enum Program: String, CaseIterable {
    case small, whole

    var command: [String] {
      self == .small ? [Sandbox.binary + "-hook"] : [Sandbox.binary, "hook", "claude-code"]
    }
  }

  /// In all a thousand of each program with `TLM_SOAK`.
  private static let runs = StoreLocation.variable("TLM_SOAK") == nil ? 4 : 100

  private static let documents = [
    #"{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"ls"}}"#,
    "{\n  \"hook_event_name\": \"Stop\",\n  \"session_id\": \"s1\"\n}\n", "", "no json", "[1]",
    "{\"hook_event_name\":\"Stop\",\"x\":\"\u{0}\"}", #"{"hook_event_name":7}"#, "{", "\n\n",
    #"{"hook_event_name":"PostToolUse","tool_response":{"stdout":""#
      + String(repeating: "é", count: 300_000) + #""}}"#,
    String(repeating: "[", count: 50_000),
    #"{"a":"# + String(repeating: "[", count: 900) + String(repeating: "]", count: 900) + "}",
  ]

  @Test(arguments: HookStore.allCases, Program.allCases)
  func `a hook says nothing and ends with 0`(store: HookStore, program: Program) throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/.tlm"
    try #require(sandbox.tlm("emit", "first", "--store", path).code == 0)
    let holder = try store.spoil(path, in: sandbox)
    defer { holder?.signal(SIGKILL) }
    let command = store.limits + program.command + ["--store", path]
    for run in 0..<Self.runs {
      let document = Self.documents[dice.below(Self.documents.count)]
      let result = try Command.run(
        command[0], Array(command.dropFirst()), input: Array(document.utf8),
        environment: sandbox.variables([:]), in: sandbox.path)
      let isSilent = result.code == 0 && result.bytes.isEmpty && result.errorBytes.isEmpty
      #expect(isSilent, "run \(run), seed \(seed): \(result), \(document.prefix(80))")
      if !isSilent { break }
    }
    if store == .readOnly { _ = try sandbox.shell("chmod -R u+w \(path)") }
    if store.takesEvents { #expect(try events(below: path) == Self.runs) }
  }

  @Test(arguments: [HookStore.torn, .damagedIndex, .noLog, .readOnly, .missing])
  func `a thousand hooks in all are silent on stores that are spoiled`(store: HookStore) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/.tlm"
    try #require(sandbox.tlm("emit", "first", "--store", path).code == 0)
    _ = try store.spoil(path, in: sandbox)
    let document = try sandbox.file("document.json", Self.documents[0])
    let loop =
      "for n in {1..200}; do \"$@\" <\(document) || echo $?; done 2>&1; echo done"
    let command =
      store.limits + ["/bin/bash", "-c", loop, "-"] + Program.small.command + ["--store", path]

    let result = try Command.run(
      command[0], Array(command.dropFirst()), environment: sandbox.variables([:]),
      in: sandbox.path, within: 300)
    if store == .readOnly { _ = try sandbox.shell("chmod -R u+w \(path)") }

    #expect(result.lines == ["done"])
    if store.takesEvents { #expect(try events(below: path) == 200) }
  }

  @Test(arguments: Program.allCases)
  func `a hook without streams, rights or room is silent, too`(program: Program) throws {
    let sandbox = try Sandbox()
    let hook = program.command.joined(separator: " ")
    for line in [
      "\(hook) <&-", "\(hook) <&- >&- 2>&-", "\(hook) </dev/null",
      "\(hook) --strict --what </dev/null",
      "ulimit -n 4; \(hook) </dev/null", "env -i \(hook) </dev/null", "\(hook) < /",
      "mkdir gone; cd gone; rmdir ../gone; \(hook) </dev/null", "\(hook) --store </dev/null",
      "TLM_DEBUG=1 TLM_CONTENT=nonsense \(hook) </dev/null",
    ] {
      let result = try sandbox.shell(line)

      #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(line)")
    }
  }

  @Test func `a document that is too long is told by its beginning`() throws {
    let sandbox = try Sandbox()
    let size = (16 << 20) + 100_000
    let document = #"{"hook_event_name":"Stop","x":""# + String(repeating: "y", count: size) + "\"}"

    let result = try sandbox.tlm(["hook", "claude-code"], bytes: Array(document.utf8))

    let event = try json(try #require(sandbox.events().first))
    #expect(result.code == 0 && event["event"] == "hook_unreadable")
    #expect(event["bytes"] == .integer(Int64(document.utf8.count)))
    #expect(event["text"]?.text?.utf8.count == 256)
  }

  @Test func `how much is kept is as the user has it, and nothing where tlm is switched off`()
    throws
  {
    let sandbox = try Sandbox()
    let document = #"{"hook_event_name":"UserPromptSubmit","prompt":"mend it"}"#
    for content in ["none", "summary", "full"] {
      _ = try sandbox.tlm(
        "hook", "claude-code", input: document, environment: ["TLM_CONTENT": content])
    }
    _ = try sandbox.tlm(
      "hook", "claude-code", input: document, environment: ["TLM_DISABLED": "1"])

    let events = try sandbox.events().map(json)
    #expect(events.map { $0["prompt"] } == [nil, "mend it", "mend it"])
    #expect(events.allSatisfy { $0["prompt_bytes"] == 7 })
  }

  @Test func `its help is there for people`() throws {
    let sandbox = try Sandbox()

    let help = try sandbox.tlm("hook", "claude-code", "--help")

    #expect(help.code == 0 && help.output.contains("TLM_CONTENT=none"))
    #expect(try sandbox.events().isEmpty)
  }

  /// Events that hooks have left in the log or in spool files.
  private func events(below store: String) throws -> Int {
    try Files.all(below: store).filter { $0.contains("/") && $0.hasSuffix(".jsonl") }.reduce(0) {
      count, name in
      let lines = try Disk.text(store + "/" + name).split(separator: "\n")
      return count + lines.count { $0.contains(#""tool":"claude-code""#) }
    }
  }
}
