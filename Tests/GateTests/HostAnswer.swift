import Events
import TestSupport

/// What the host reads off a gate's output, as strictly as its documentation allows: nothing, or one object
/// with these members and no others.
enum HostAnswer: Equatable {
  case nothing
  case deny(String)
  case ask(String)

  /// - Throws: what the documentation does not have.
  init(_ result: Command.Result) throws {
    func fail(_ what: String) -> Command.Failure {
      Command.Failure(description: "\(what): \(result.output)\(result.errors)")
    }
    guard result.code == 0, result.errors.isEmpty else { throw fail("the gate complains") }
    if result.output.isEmpty {
      self = .nothing
      return
    }
    guard result.output.hasSuffix("\n"), result.output.split(separator: "\n").count == 1,
      case .object(let all)? = Value(json: String(result.output.dropLast())), all.count == 1,
      all[0].name == "hookSpecificOutput", case .object(let said) = all[0].value
    else { throw fail("not one object in one line") }
    guard
      said.map(\.name) == ["hookEventName", "permissionDecision", "permissionDecisionReason"],
      said[0].value == "PreToolUse", let reason = said[2].value.text, !reason.isEmpty
    else { throw fail("other members") }
    switch said[1].value.text {
    case "deny": self = .deny(reason)
    case "ask": self = .ask(reason)
    default: throw fail("no decision of the host's")
    }
  }

  var reason: String {
    switch self {
    case .nothing: ""
    case .deny(let reason), .ask(let reason): reason
    }
  }

  /// `nothing`, `ask`, `deny`.
  var word: String {
    switch self {
    case .nothing: "nothing"
    case .deny: "deny"
    case .ask: "ask"
    }
  }
}
