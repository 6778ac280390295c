import Emitting
import Events
import Hooks
import TestSupport
import Testing

/// What becomes of the document of a hook.
@Suite struct HookEventTests {
  private func event(
    _ document: Value, _ content: Content = .summary,
    redact: @escaping (String) -> String = { $0 }
  ) -> NewEvent {
    HookEvent.event(of: document, content: content, redact: redact)
  }

  @Test func `every hook of the agent has a fixture`() throws {
    let hooks = AgentHook.installed.map(\.name) + AgentHook.leftAlone

    #expect(try Fixture.all().map(\.name).sorted() == hooks.sorted())
    #expect(hooks.count == 31)
  }

  @Test(arguments: try Fixture.all())
  func `a hook becomes the event that is written down`(fixture: Fixture) {
    #expect(event(fixture.given).text == JSONWriter.text(of: fixture.event))
  }

  @Test(arguments: try Fixture.all())
  func `without content there are sizes, and nothing that anybody wrote`(fixture: Fixture) {
    let (bare, summary) = (event(fixture.given, .none), event(fixture.given))

    let written = Set(summary.fields.map(\.name)).subtracting(bare.fields.map(\.name))
    let sizes = summary.fields.filter { $0.name.hasSuffix("_bytes") || $0.name.hasSuffix("_count") }
    #expect(bare.name == fixture.name && sizes.allSatisfy(bare.fields.contains))
    #expect(
      written.isSubset(of: [
        "prompt", "input", "output", "message", "title", "session_title", "reason", "error",
        "error_details", "task_subject", "task_description", "custom_instructions",
        "requested_schema", "truncated",
      ]))
  }

  @Test(arguments: try Fixture.all())
  func `with all content every field is as it was told`(fixture: Fixture) {
    let full = event(fixture.given, .full)

    for member in fixture.given.members {
      let name = ["event": "file_event", "tool_calls": "batch"][member.name] ?? member.name
      #expect(full.fields.last { $0.name == name }?.value == member.value, "\(member.name)")
    }
    #expect(!full.fields.contains { $0.name == "truncated" })
  }

  @Test func `what is longer is cut at a whole character, and marked`() {
    let prompt = String(repeating: "x", count: 255) + "é and more"
    let event = event(["hook_event_name": "UserPromptSubmit", "prompt": .string(prompt)])

    #expect(event["prompt"] == .string(String(repeating: "x", count: 255)))
    #expect(event["prompt_bytes"] == .integer(Int64(prompt.utf8.count)))
    #expect(event["truncated"] == true)
  }

  @Test func `a secret is hidden before a text is cut, wherever it stands`() {
    let secret = "SECRET" + String(repeating: "0123456789", count: 300)
    let hide = { (text: String) in text.replacing(secret, with: "[hidden]") }
    for before in [0, 1, 200, 250, 255, 256, 300, 14_000, 16_000, 16_640, 17_000] {
      let text = String(repeating: "a ", count: before / 2) + secret + " and the rest"
      let input: Value = ["command": .string(text), text: 1]
      let event = event(
        [
          "hook_event_name": "PostToolUse", "prompt": .string(text), "tool_input": input,
          "tool_response": ["stdout": .string(text)], "new_field": .string(text),
        ], redact: hide)

      #expect(!event.text.contains("SECRET0"), "\(before) bytes before it")
    }
  }

  @Test func `a secret that fills all that is looked at hides nothing behind it`() {
    // Hidden, it leaves room for what stands behind it, of which the end must not be half a secret.
    let (long, short) = (String(repeating: "L", count: 16_384), String(repeating: "S", count: 400))
    let hide = { (text: String) in text.replacing(long, with: "[1]").replacing(short, with: "[2]") }
    let event = event(
      ["hook_event_name": "UserPromptSubmit", "prompt": .string(long + " " + short)], redact: hide)

    #expect(event["prompt"] == "[1] [2]")
  }

  @Test(arguments: ["tlm.skip", "mode_transition", "control_effect", "", " "])
  func `no agent gives an event a name that is tlm's own`(name: String) {
    let event = event(["hook_event_name": .string(name), "from": "NORMAL", "to": "ALERT"])

    #expect(event.name == (name == " " ? " " : HookEvent.namelessName))
  }

  @Test func `of equal names the last counts, and null says nothing`() {
    let event = event(
      .object([
        Member("hook_event_name", "Stop"), Member("cwd", "/a"), Member("cwd", "/b"),
        Member("agent_id", .null),
      ]))

    #expect(event["cwd"] == "/b" && event["agent_id"] == nil)
  }

  @Test func `fields of a newer host are kept where they are small`() {
    let large = Value.array((0..<200).map { .integer($0) })
    let document: Value = [
      "hook_event_name": "Newer", "word": "yes", "number": 3, "list": [1, 2], "large": large,
    ]

    let (summary, bare) = (event(document), event(document, .none))
    #expect(summary["word"] == "yes" && summary["list"] == [1, 2] && summary["number"] == 3)
    #expect(summary["large"] == nil && summary["large_bytes"] == 691)
    #expect(bare["word"] == nil && bare["word_bytes"] == 3 && bare["number"] == 3)
  }

  @Test func `a size is that of the JSON, whatever is in it`() {
    let value: Value = [
      "a\"b": ["\u{1}\n\t\r\\/é😀", .null, true, 1.5, -3, .unsigned(.max), .array([]), .object([])],
      "": [:],
    ]
    let event = event(["hook_event_name": "PreToolUse", "tool_input": value])

    #expect(event["input_bytes"] == .integer(Int64(JSONWriter.text(of: value).utf8.count)))
  }

  @Test func `very many fields are looked at as far as there is room`() {
    let members = (0..<10_000).map { Member("field\($0)", .integer(Int64($0))) }
    let event = event(.object([Member("hook_event_name", "Stop")] + members))

    #expect(event.name == "Stop" && event.fields.count < 200)
    #expect(event["fields_left_out"] == 9873 && event["truncated"] == true)
  }

  @Test func `what is no document is one event with its length and its beginning`() {
    let hide = { (text: String) in text.replacing("secret", with: "[hidden]") }
    let event = HookEvent.unreadable(
      Array("{secret \u{7f}".utf8) + [0xFF], length: 10, content: .summary, redact: hide)
    let bare = HookEvent.unreadable([1], length: 1, content: .none, redact: hide)

    #expect(event.name == "hook_unreadable")
    #expect(event["bytes"] == 10 && event["text"] == "{[hidden] \u{7f}\u{FFFD}")
    #expect(bare.fields.map(\.name) == ["tool", "bytes"])
  }
}

extension NewEvent {
  /// The value of a field.
  subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }
}
