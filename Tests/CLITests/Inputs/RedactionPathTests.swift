import TLM
import TestSupport
import Testing

/// A way on which a text comes into a store.
private enum WayIn: String, CaseIterable {
  case fields, object, lines, rawLines, program, fullHook, hook, staticHook, run, missingCommand

  /// Sends texts in.
  func send(_ texts: [String], in sandbox: Sandbox) throws {
    switch self {
    case .fields:
      for part in texts.parts(of: 15) { try sandbox.ends0(["emit", "note"] + Self.fields(part)) }
    case .object:
      for part in texts.parts(of: 15) {
        try sandbox.ends0(["emit", "note", "--object", JSONWriter.text(of: Self.object(part))])
      }
    case .lines:
      let lines = texts.map { JSONWriter.text(of: Self.object([$0])) + "\n" }
      try sandbox.ends0(["emit", "-"], lines.joined())
    case .rawLines: try sandbox.ends0(["emit", "-"], texts.map { $0 + "\n" }.joined())
    case .program:
      for part in texts.parts(of: 15) {
        try sandbox.ends0(["note"] + Self.fields(part), program: "tlm-emit")
      }
      let lines = texts.map { JSONWriter.text(of: Self.object([$0])) + "\n" }
      try sandbox.ends0(["-"], lines.joined(), program: "tlm-emit")
    case .fullHook:
      for part in texts.parts(of: 15) {
        try sandbox.ends0(
          ["hook", "claude-code"], Self.call(Self.object(part)),
          environment: ["TLM_CONTENT": "full"])
      }
    case .hook:
      for text in texts.few { try sandbox.ends0(["hook", "claude-code"], Self.prompt(text)) }
    case .staticHook:
      for text in texts.few {
        try sandbox.ends0([], Self.call(["command": .string(text)]), program: "tlm-hook")
      }
    case .run:
      for text in texts.few { try sandbox.ends0(["run", "--", "true", "--", text]) }
    case .missingCommand:
      // 126 is of names that are too long.
      for text in texts.few { try sandbox.ends([126, 127], ["run", "--", "no program " + text]) }
    }
  }

  private static func fields(_ texts: [String]) -> [String] {
    texts.enumerated().map { "f\($0)=\($1)" }
  }

  private static func object(_ texts: [String]) -> Value {
    let members = texts.enumerated().map { Member("f\($0)", .string($1)) }
    return ["event": "note", "list": .array(texts.map { .string($0) }), "in": .object(members)]
  }

  private static func prompt(_ text: String) -> String {
    JSONWriter.text(of: ["hook_event_name": "UserPromptSubmit", "prompt": .string(text)])
  }

  private static func call(_ input: Value) -> String {
    JSONWriter.text(
      of: [
        "hook_event_name": "PostToolUse", "tool_name": "Bash", "tool_input": input,
        "tool_response": ["stdout": input, "stderr": ""], "tool_use_id": "toolu_1",
      ])
  }
}

@Suite struct RedactionPathTests {
  @Test(arguments: WayIn.allCases)
  fileprivate func `no secret of fifteen kinds reaches the disk`(way: WayIn) throws {
    let seed = randomSeed()
    let (texts, parts) = Self.corpus(seed)
    #expect(texts.count >= 200)
    let sandbox = try Sandbox()

    try way.send(texts, in: sandbox)

    #expect(try found(parts, in: sandbox) == "", "TLM_SEED=\(seed), \(way)")
    #expect(try sandbox.shell("grep -rlF '[redacted:' \(sandbox.store)").code == 0)
  }

  @Test func `a look at the disk finds what came in as it is, by append`() throws {
    let (texts, parts) = Self.corpus(1)
    let sandbox = try Sandbox()
    let line = JSONWriter.text(of: ["event": "note", "text": .string(texts[5])]) + "\n"

    try sandbox.ends0(["append"], line)

    #expect(try found(parts, in: sandbox).contains("log/"))
  }

  @Test(arguments: [WayIn.fields, .lines, .program, .fullHook])
  fileprivate func `innocent texts come in as they are`(way: WayIn) throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    let texts = (InnocentTexts.written + InnocentTexts.drawn(&dice)).filter { !$0.isEmpty }
    #expect(texts.count >= 200)
    let sandbox = try Sandbox()

    try way.send(texts, in: sandbox)

    let log = try sandbox.events().joined(separator: "\n")
    #expect(!log.contains("[redacted:"), "TLM_SEED=\(seed), \(way)")
    let kept = Set(try sandbox.events().flatMap { try Self.texts(in: json($0)) })
    #expect(texts.filter { !kept.contains($0) } == [], "TLM_SEED=\(seed), \(way)")
  }

  @Test func `a key whose lines come one after the other is hidden, and what is around it stays`()
    throws
  {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    let secret = corpus.secret("pem")
    let sandbox = try Sandbox()

    // Each line is written by itself, and may be read by itself.
    let text = (["before"] + secret.text.split(separator: "\n").map(String.init) + ["behind"])
    let lines = text.map { "echo '\($0)'; sleep 0.02" }.joined(separator: "; ")
    let result = try sandbox.shell("(\(lines)) | tlm emit -")

    #expect(result.code == 0)
    #expect(try found(secret.parts, in: sandbox) == "", "TLM_SEED=\(seed)")
    let log = try sandbox.events()
    #expect(log.first == "before" && log.last == "behind")
  }

  /// Texts that say secrets, and what of them must not be found.
  private static func corpus(_ seed: UInt64) -> (texts: [String], parts: [String]) {
    var corpus = SecretCorpus(dice: Seeded(seed))
    var (texts, parts): ([String], [String]) = ([], [])
    for kind in SecretCorpus.tokens + SecretCorpus.named {
      let secret = corpus.secret(kind)
      texts += SecretCorpus.texts(of: secret)
      parts += secret.parts
    }
    return (texts, parts)
  }

  /// Where below the store one of these stands; empty where none does.
  private func found(_ parts: [String], in sandbox: Sandbox) throws -> String {
    let list = try sandbox.file("parts.txt", parts.joined(separator: "\n") + "\n")
    return try sandbox.shell("grep -raF -f \(list) \(sandbox.store)").output
  }

  /// Every text in a value.
  private static func texts(in value: Value) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap { texts(in: $0) }
    case .object(let members): members.flatMap { texts(in: $0.value) }
    default: []
    }
  }
}

extension [String] {
  fileprivate func parts(of count: Int) -> [[String]] {
    stride(from: 0, to: self.count, by: count).map {
      Array(self[$0..<Swift.min($0 + count, self.count)])
    }
  }

  /// Some of them, where each takes a process of its own.
  fileprivate var few: [String] { enumerated().filter { $0.offset % 5 == 0 }.map(\.element) }
}

extension Sandbox {
  fileprivate func ends0(
    _ arguments: [String], _ input: String = "", program: String = "tlm",
    environment: [String: String] = [:]
  ) throws {
    try ends([0], arguments, input, program: program, environment: environment)
  }

  /// Runs a program that was built with these tests, which is to end so.
  fileprivate func ends(
    _ codes: [Int32], _ arguments: [String], _ input: String = "", program: String = "tlm",
    environment: [String: String] = [:]
  ) throws {
    let path = Self.binary.dropLast("tlm".count) + program
    let result = try Command.run(
      String(path), arguments, input: Array(input.utf8), environment: variables(environment),
      in: self.path)
    try #require(codes.contains(result.code), "\(arguments): \(result.errors)")
  }
}
