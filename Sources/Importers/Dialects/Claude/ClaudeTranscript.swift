package import Events
import SystemCalls

/// What Claude Code keeps of a session, and its like: `PROJECT/SESSION.jsonl`, of agents below it
/// `PROJECT/SESSION/subagents/agent-ID.jsonl`.
///
/// Lines go in as they are. Those of an agent below a session whose own `sessionId` is not that of the
/// session, or missing, get `parent_session_id`.
package struct ClaudeTranscript: Dialect {
  package static let name = "claude"
  package static let about = "transcripts of Claude Code, with those of its agents"
  package static let isTranscript = true

  private static let kinds: Set<String> = [
    "user", "assistant", "system", "summary", "progress", "queue-operation",
    "file-history-snapshot", "tool_result", "attachment", "last-prompt", "ai-title",
    "custom-title", "agent-name", "permission-mode",
  ]

  package static func knows(_ line: Value, in path: String) -> Bool {
    guard let kind = line["type"]?.text, kinds.contains(kind) else { return false }
    let isLine = line["sessionId"]?.text != nil || line["uuid"]?.text != nil
    return isLine || line["leafUuid"] != nil || line["messageId"] != nil
  }

  /// The session that the file's agent works for; nil for a session's own file.
  private let parent: String?
  private let added: AddedMembers
  private let own: [UInt8]

  package var rewrites: Bool { parent != nil }

  package init(path: String) {
    parent = Self.parent(of: path)
    added = AddedMembers(parent.map { [Member("parent_session_id", .string($0))] } ?? [])
    own = Array("\"sessionId\":\"\(parent ?? "")\"".utf8)
  }

  /// `…/SESSION/subagents/…/agent-ID.jsonl`
  private static func parent(of path: String) -> String? {
    let names = path.split(separator: "/")
    guard let place = names.lastIndex(of: "subagents"), place > 0, place < names.count - 1 else {
      return nil
    }
    return String(names[place - 1])
  }

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    if parent != nil && !saysParent(line) {
      added.write(line, into: &lines)
    } else {
      lines += line
      lines.append(UInt8(ascii: "\n"))
    }
  }

  private func saysParent(_ line: ArraySlice<UInt8>) -> Bool {
    // Claude writes no space there; who does is read in full.
    if ByteSearch.contains(own, in: line.span) { return true }
    guard let value = Value(json: Array(line)) else { return true }
    return value["sessionId"]?.text == parent || value["parent_session_id"] != nil
  }
}
