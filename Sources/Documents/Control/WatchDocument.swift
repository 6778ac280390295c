package import TLM

/// How a watch goes: a line of `tlm watch`.
package struct WatchDocument: Document {
  /// Whether it goes on.
  package enum State: String {
    case watching, stopped
  }

  private let state: State
  private let status: Watcher.Status
  private let notices: [ControlLoop.EffectReport]

  /// - Parameter notices: what rules told people since the last document.
  package init(_ state: State, _ status: Watcher.Status, notices: [ControlLoop.EffectReport]) {
    self.state = state
    self.status = status
    self.notices = notices
  }

  package var json: Value {
    var members = [
      Member("state", .string(state.rawValue)), Member("at", .string(status.time.description)),
      Member("through", .integer(status.through.rawValue)),
      Member("events", .integer(Int64(status.events))),
      Member("caught_up", .bool(status.isCaughtUp)), Member("mode", .string(status.mode)),
      Member("publishing", .bool(status.isPublishing)),
      Member("samples", .integer(Int64(status.samples))),
      Member("rules", status.rules.map { RuleOriginDocument($0).json } ?? .null),
      Member("control", status.control.map { ControllerDocument($0).json } ?? .null),
      Member("warnings", .array(status.warnings.map { .string($0) })),
    ]
    if !notices.isEmpty { members.append(Member("notices", .array(notices.map(Self.notice)))) }
    return .object(members)
  }

  private static func notice(_ report: ControlLoop.EffectReport) -> Value {
    ["rule": .string(report.rule), "text": .string(report.notice ?? "")]
  }
}
