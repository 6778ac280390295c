import Events
import TLM

/// A call of a tool that a line of a transcript tells of: its begin, or what it gave.
struct InnerCall: Sendable {
  let id: String
  /// nil where it is what the call gave.
  let tool: String?
  let ending: CallEnding?

  /// Those within the message of a line.
  static func all(of event: borrowing Event) -> [InnerCall] {
    guard let message = event.view(.message), let content = message.member("content") else {
      return []
    }
    var calls: [InnerCall] = []
    let session = event.sessionID
    content.forEachElement { part in
      switch part.member("type")?.string {
      case "tool_use":
        guard let id = part.member("id")?.string, !id.isEmpty else { return }
        let tool = part.member("name")?.string ?? "unknown"
        calls.append(
          InnerCall(id: Label(call: id, in: session).text, tool: tool, ending: nil))
      case "tool_result":
        guard let id = part.member("tool_use_id")?.string, !id.isEmpty else { return }
        calls.append(
          InnerCall(
            id: Label(call: id, in: session).text, tool: nil,
            ending: CallEnding(resultIn: part, of: event)))
      default: break
      }
    }
    return calls
  }
}
