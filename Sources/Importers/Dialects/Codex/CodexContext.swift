import Events
import SystemCalls

/// What the lines of a rollout before a line say of it.
struct CodexContext: Equatable {
  /// The session: told by the first `session_meta`, else by the file's name.
  private var session: String?
  private var begun: Timestamp?
  private var isForked = false
  private var model: String?
  /// Whether the running turn is history; nil before the first turn.
  private var isHistory: Bool?
  private var hasMeta = false

  /// A turn that began so long before its file is history.
  private static let slack_ns: Int64 = 5_000_000_000

  /// Members that are added.
  static let names: Set<String> = ["session_id", "model", "replayed"]

  init(session: String?) { self.session = session }

  private static let kinds = [
    "_meta\"", "_context\"", "_started\"", "_count\"", "session_id\"", "\"model\"", "\"replayed\"",
  ].map { Array($0.utf8) }

  /// A quick look: false for a line that certainly says nothing of others, and has nothing added yet.
  static func mayChange(by line: ArraySlice<UInt8>) -> Bool {
    kinds.contains { ByteSearch.contains($0, in: line.span) }
  }

  static func isTokenCount(_ line: Value) -> Bool {
    line["payload"]?["type"]?.text == "token_count"
  }

  mutating func note(_ line: Value) {
    let payload = line["payload"]
    switch line["type"]?.text {
    case "session_meta": note(meta: line)
    case "turn_context": model = payload?["model"]?.text ?? model
    case "event_msg" where payload?["type"]?.text == "task_started":
      isHistory = isLongBefore(payload?["started_at"])
    default: break
    }
  }

  private mutating func note(meta line: Value) {
    if hasMeta {
      isForked = true
      return
    }
    hasMeta = true
    session = line["payload"]?["id"]?.text ?? session
    begun = line["timestamp"]?.text.flatMap { Timestamp($0) }
  }

  private func isLongBefore(_ started: Value?) -> Bool {
    guard let begun, let seconds = started?.number, abs(seconds) < 9e9 else { return false }
    let (age, overflow) = begun.rawValue.subtractingReportingOverflow(Int64(seconds * 1e9))
    return !overflow && age > Self.slack_ns
  }

  /// Before its first turn a file that names a second session repeats that one's.
  private var isReplayed: Bool { isHistory ?? isForked }

  func members(withModel: Bool) -> [Member] {
    var members: [Member] = []
    if let session { members.append(Member("session_id", .string(session))) }
    if withModel, let model { members.append(Member("model", .string(model))) }
    if isReplayed { members.append(Member("replayed", true)) }
    return members
  }
}
