package import TLM

/// How a control loop in the foreground stands: a line of `tlm control run`.
package struct ControlRunDocument: Document {
  /// Whether it goes on.
  package enum State: String {
    case running, stopped
  }

  private let state: State
  private let status: Controller.Status
  private let rules: Rules
  private let scope: String?
  private let now: Timestamp

  /// - Parameter now: when this is said.
  package init(
    _ state: State, _ status: Controller.Status, rules: Rules, scope: String?, at now: Timestamp
  ) {
    self.state = state
    self.status = status
    self.rules = rules
    self.scope = scope
    self.now = now
  }

  package var json: Value {
    .object(
      [
        Member("kind", .string(state.rawValue)), Member("at", .string(now.description)),
        Member("scope", scope.map { .string($0) } ?? .null),
        Member("rules", RuleOriginDocument(rules).json),
      ] + ControllerDocument(status).members)
  }
}
