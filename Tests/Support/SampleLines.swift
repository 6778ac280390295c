import Events
import Journal

/// Lines as real tools write them: our own, strangers' in several dialects, blank ones, long ones.
package enum SampleLines: Sendable {
  /// `count` lines, each different, ended by newlines; about 240 bytes a line.
  package static func make(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in 0..<count { bytes += line(number) }
    return bytes
  }

  /// The line of this number, with its newline.
  package static func line(_ number: Int) -> [UInt8] {
    switch number % 10 {
    case 0, 5: ours(number)
    case 1: Array(foreign(number).utf8)
    case 2: Array(hook(number).utf8)
    case 3: Array(words(number).utf8)
    case 4: number % 20 == 4 ? Array("\n".utf8) : Array(structured(number).utf8)
    case 6: Array(structured(number).utf8)
    case 7: Array(escaped(number).utf8)
    case 8: Array(foreign(number).utf8.dropLast()) + Array("\r\n".utf8)
    default: ours(number)
    }
  }

  private static func ours(_ number: Int) -> [UInt8] {
    NewEvent(
      "issue_phase", at: Timestamp(rawValue: 1_770_000_000_123_456_000 + Int64(number) * 1_000_000),
      fields: [
        Member("issue_id", .string("BUG-\(number)")), Member("phase", "implement"),
        Member("tool", "ll-auto"), Member("duration_s", 67.25), Member("result", "pass"),
        Member(
          "tokens", .object([Member("input", 1200), Member("output", .integer(Int64(number)))])),
        Member("note", "größer als 10 µs — ok ✅"),
      ]
    ).line()
  }

  private static func foreign(_ number: Int) -> String {
    """
    {"event": "issue.completed", "ts": "2026-01-06T00:00:00Z", "issue_id": "ENH-\(number)", \
    "issue_type": "ENH", "priority": "P\(number % 5)", "status": "done", "captured_at": null, \
    "labels": ["парсер", "日本語", "crash"], "estimate": 3.50, "n": \(number)}

    """
  }

  private static func hook(_ number: Int) -> String {
    """
    {"session_id":"5f1c-\(number)","hook_event_name":"PostToolUse","tool_name":"Bash",\
    "tool_input":{"command":"grep -rn \\"needle\\" src | wc -l"},\
    "tool_response":{"stdout":"\(number)\\n","stderr":"","interrupted":false},\
    "cwd":"/home/me/project","transcript_path":"/home/me/.claude/projects/x/\(number).jsonl"}

    """
  }

  private static func words(_ number: Int) -> String {
    "{\"type\":\"note\",\"n\":\(number),\"text\":\"\(String(repeating: "żółw 🐢 ", count: 29))\"}\n"
  }

  private static func structured(_ number: Int) -> String {
    """
    {"timestamp": "2026-01-23T17:06:39.053314+00:00", "level": "info", "component": \
    "orchestrator", "event": "state_transition", "trace_id": "0593dba20e28b64f4eb19fcaa64f\
    \(1000 + number)", "span_id": "568a8c29b2217139", "from_state": "init", "to_state": "next"}

    """
  }

  private static func escaped(_ number: Int) -> String {
    """
    {"record_type":"log","n":\(number),"text":"tab\\tquote\\"back\\\\slash \\u00e9 \\ud83d\\ude00",\
    "nested":{"deep":[[[{"a":[1,2.5e3,-0,true,false,null]}]]]},"timeUnixNano":"1770000000000000001"}

    """
  }
}
