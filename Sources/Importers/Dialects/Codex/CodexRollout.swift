package import Events
import SystemCalls

/// What Codex keeps of a session: `rollout-….jsonl`, of which a line says neither its session nor its
/// model, and which begins with the history of another session where it was forked.
///
/// Every object gets `session_id`: the id of the file's first `session_meta`, else the one in the file's
/// name; a `token_count` also `model`, of the last `turn_context`; and what is history `replayed: true`.
package struct CodexRollout: Dialect {
  package static let name = "codex"
  package static let about = "rollouts of Codex sessions"
  package static let isTranscript = true
  package static let remembers = true

  private static let kinds: Set<String> = [
    "session_meta", "turn_context", "response_item", "event_msg", "compacted",
  ]

  package static func knows(_ line: Value, in path: String) -> Bool {
    guard let kind = line["type"]?.text else { return false }
    return kinds.contains(kind) && line["payload"] != nil
  }

  private var context: CodexContext
  /// What is added to lines that say nothing further.
  private var added: AddedMembers
  private var addedForModel: AddedMembers

  package var rewrites: Bool { true }

  package init(path: String) {
    context = CodexContext(session: CodexFile.session(in: path))
    added = AddedMembers(context.members(withModel: false))
    addedForModel = added
  }

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    var isTokenCount = false
    if CodexContext.mayChange(by: line), let value = Value(json: Array(line)) {
      let before = context
      context.note(value)
      if context != before {
        added = AddedMembers(context.members(withModel: false))
        addedForModel = AddedMembers(context.members(withModel: true))
      }
      isTokenCount = CodexContext.isTokenCount(value)
      if value.members.contains(where: { CodexContext.names.contains($0.name) }) {
        // It was written by somebody who knew.
        let missing = context.members(withModel: isTokenCount).filter { value[$0.name] == nil }
        return AddedMembers(missing).write(line, into: &lines)
      }
    }
    (isTokenCount ? addedForModel : added).write(line, into: &lines)
  }
}

/// What the name of a rollout's file says.
enum CodexFile {
  /// `rollout-2026-05-02T12-33-22-UUID.jsonl`
  static func session(in path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    let stem = name.prefix { $0 != "." }
    guard stem.utf8.count >= 36 else { return nil }
    let id = stem.suffix(36)
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    let isID =
      parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy(\.isHexDigit)
    return isID ? String(id) : nil
  }
}
