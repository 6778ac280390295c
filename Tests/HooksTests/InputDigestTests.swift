import Emitting
import Events
import Hooks
import SystemCalls
import Telemetry
import TestSupport
import Testing

/// What tells calls apart whose inputs are not in the log as a whole.
@Suite struct InputDigestTests {
  private let key: [UInt8] = Array(1...32)

  private func call(_ command: String, _ hook: String = "PreToolUse") -> Value {
    [
      "hook_event_name": .string(hook), "tool_name": "Bash",
      "tool_input": ["command": .string(command)],
    ]
  }

  private func event(_ document: Value, _ content: Content) -> NewEvent {
    HookEvent.event(
      of: document, content: content, redact: { $0.replacing("hunter2", with: "[redacted]") },
      digest: { KeyedDigest.text(of: $0, key: key) })
  }

  private let long = String(repeating: "x", count: 400)

  @Test func `an input that is there as a whole needs none`() {
    #expect(event(call("ls"), .summary)["input_digest"] == nil)
    #expect(event(call(long), .full)["input_digest"] == nil)
    #expect(event(call(long, "PostToolUse"), .none)["input_digest"] == nil)
  }

  @Test func `inputs that differ where nobody sees it have different ones, equal ones the same`() {
    let (one, same, other) = (
      event(call(long + "a"), .summary), event(call(long + "a"), .summary),
      event(call(long + "b"), .summary)
    )
    #expect(one["input"] == other["input"] && one["input_bytes"] == other["input_bytes"])
    #expect(one["input_digest"] == same["input_digest"] && one["input_digest"] != nil)
    #expect(one["input_digest"] != other["input_digest"])

    let (none, again) = (event(call("ls"), .none), event(call("pwd"), .none))
    #expect(none["input_digest"] != nil && none["input_digest"] != again["input_digest"])
    #expect(none["input"] == nil)
  }

  @Test func `it says nothing of an input to whoever lacks the key`() {
    let secret = event(call("mysql -phunter2 " + long), .summary)
    #expect(!secret.text.contains("hunter2"))
    let mine = KeyedDigest.text(of: [1], key: key)
    #expect(mine.utf8.count == 16 && mine != KeyedDigest.text(of: [1], key: key + [0, 1]))
    // HMAC-SHA-256 by RFC 4231, test case 2.
    let known = KeyedDigest.text(
      of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(known == "5bdcc146bf60754e")
  }

  @Test func `all who begin at once have one key, which only its owner reads`() async throws {
    let scratch = Scratch()
    let path = scratch.path + "/cache/tlm/digest.key"

    let keys = await withTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<16 { group.addTask { DigestKey.kept(in: path) } }
      return await group.reduce(into: Set<[UInt8]?>()) { $0.insert($1) }
    }
    #expect(keys.count == 1 && keys.first??.count == 32)
    let status = try #require(try FileStatus.of(path))
    #expect(status.permissions & 0o077 == 0)
    #expect(try Folder.names(in: scratch.path + "/cache/tlm") == ["digest.key"])
  }

  @Test func `a file that is no key is replaced, and without a place there is none`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/digest.key"
    try Folder.replace(path, with: [1, 2, 3], isSynced: false)

    let key = try #require(DigestKey.kept(in: path))
    #expect(DigestKey.kept(in: path) == key)
    #expect(DigestKey.kept(in: path + "/below/digest.key") == nil)
  }
}
