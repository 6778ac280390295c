package import Events

/// What `claude --output-format stream-json` prints; its lines have no time.
package struct ClaudeStream: Dialect {
  package static let name = "claude-stream"
  package static let about = "what claude prints as stream-json"
  package static let isTranscript = true

  package static func knows(_ line: Value, in path: String) -> Bool {
    guard line["timestamp"] == nil, let kind = line["type"]?.text else { return false }
    switch kind {
    case "system": return line["subtype"]?.text != nil
    case "assistant", "user": return line["message"] != nil && line["session_id"]?.text != nil
    case "result": return line["usage"] != nil || line["num_turns"] != nil
    default: return false
    }
  }

  package init(path: String) {}
}
