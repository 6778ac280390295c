/// Lines as many tools write them, and as no tool should: a few names and ids in many spellings, so
/// that random filters find some of them.
package struct RandomLines {
  package var dice: Seeded

  package init(dice: Seeded) { self.dice = dice }

  package static let names = [
    "issue_start", "issue_phase", "issue.completed", "tool_call", "größe", "naïve",
  ]
  package static let ids = [
    "BUG-1", "BUG-2", "é", "e\u{301}", "\u{1F422}", "a\\b",
    String(repeating: "long-", count: 50) + "1", String(repeating: "long-", count: 50) + "2",
    String(repeating: "x", count: 200), String(repeating: "x", count: 201),
  ]
  package static let words = ["pass", "fail", "skipped", "timeout", "canceled", "in review"]
  package static let numbers = [
    "0", "-1", "60", "60.0", "6e1", "67.25", "9007199254740992", "9007199254740993",
    "\"9007199254740993\"", "9223372036854775807", "-9223372036854775808",
    "18446744073709551615", "\"18446744073709551615\"", "1e300", "-0.5",
  ]

  /// A line without its newline.
  package mutating func next() -> [UInt8] {
    switch roll(20) {
    case 0: [Array("".utf8), Array("   \t".utf8), Array("\r".utf8)][roll(3)]
    case 1: damaged()
    case 2: [0xEF, 0xBB, 0xBF] + object()
    case 3: object() + [0x0D]
    case 4: [UInt8](repeating: 0, count: 1 + roll(9)) + object()
    case 5: Array("  ".utf8) + object() + Array(" ".utf8)
    default: object()
    }
  }

  private mutating func damaged() -> [UInt8] {
    switch roll(5) {
    case 0: Array("not json".utf8)
    case 1: Array("[1,2]".utf8)
    case 2: Array("{\"event\":\"half\",".utf8)
    case 3: [0x7B, 0x22, 0xFF, 0x22, 0x7D]
    default: Array("{\"n\":1e999}".utf8)
    }
  }

  private mutating func object() -> [UInt8] {
    var members: [String] = []
    add(&members, 4, ["event", "event_type", "type", "hook_event_name"], text(Self.names))
    add(&members, 3, ["ts", "timestamp", "@timestamp", "created_at"], time())
    add(&members, 2, ["tool"], text(Self.ids))
    add(&members, 1, ["component", "source_component"], text(Self.ids))
    add(&members, 2, ["issue_id", "issueId"], text(Self.ids))
    add(&members, 2, ["session_id", "sessionId", "session.id"], text(Self.ids))
    add(&members, 1, ["trace_id", "traceId"], text(Self.ids))
    add(&members, 1, ["run_id", "runId"], text(Self.ids))
    add(&members, 2, ["stream", "stream_id", "streamId"], text(Self.ids))
    add(&members, 1, ["event_id", "id"], text(Self.ids))
    add(&members, 1, ["idempotency_key"], text(Self.ids))
    add(&members, 2, ["result", "status", "outcome", "verdict"], text(Self.words))
    add(&members, 1, ["exit_code", "success", "is_error"], ["0", "1", "true", "false"][roll(4)])
    add(&members, 3, ["n"], Self.numbers[roll(Self.numbers.count)])
    add(&members, 1, ["kind"], ["null", "true", "[1,\"BUG-1\"]", "{\"n\":60}", "\"\""][roll(5)])
    add(&members, 1, ["level", "severity"], text(["info", "warn"]))
    if roll(40) == 0 {
      members.append("\"pad\":\"\(String(repeating: "y", count: 200 + roll(4000)))\"")
    }
    shuffle(&members)
    if roll(4) == 0 && members.count > 2 {
      // What is not at the top level counts inside of these, too.
      let inner = members.removeLast() + "," + members.removeLast()
      members.append("\"\(["metadata", "data", "payload", "other"][roll(4)])\":{\(inner)}")
    }
    return Array("{\(members.joined(separator: roll(3) == 0 ? ", " : ","))}".utf8)
  }

  /// A member in `chance` of five objects, at times twice.
  private mutating func add(
    _ members: inout [String], _ chance: Int, _ keys: [String], _ value: String
  ) {
    guard roll(5) < chance else { return }
    members.append("\"\(keys[roll(keys.count)])\":\(value)")
    if roll(30) == 0 { members.append("\"\(keys[roll(keys.count)])\":null") }
  }

  private mutating func text(_ pool: [String]) -> String {
    let text = pool[roll(pool.count)]
    if roll(8) == 0 {
      // Spelled by escapes, it is the same text.
      let units = Array(text.utf16).map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      return "\"\(units.joined())\""
    }
    return "\"\(text.replacing("\\", with: "\\\\"))\""
  }

  /// Times forward and backward, as text and as number, and one from 2099.
  private mutating func time() -> String {
    let second = 1_770_000_000 + roll(300)
    return switch roll(6) {
    case 0: "\(second)"
    case 1: "\(second)250"
    case 2: "\"2099-01-01T00:00:00Z\""
    case 3: "\"soon\""
    default: "\"2026-02-13T10:0\(roll(6)):\(10 + roll(50)).\(roll(9))Z\""
    }
  }

  private mutating func shuffle(_ members: inout [String]) { members.shuffle(using: &dice) }

  package mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
}
