/// A handler for events of certain names.
///
/// ```swift
/// On("issue_start", "issue.started") { event, state in state.started += 1 }
/// On(Purchase.self) { purchase, state in state.total += purchase.amount }
/// ```
public struct On<State>: Sendable {
  let handler: Handlers<State>.Handler

  /// Applies `apply` to each event that has one of these names.
  public init(_ name: String, _ others: String..., apply: @escaping Apply<State>) {
    handler = .init(.names([name] + others), apply: apply)
  }

  /// Applies `apply` to each event that has one of `names`.
  public init(_ names: [String], apply: @escaping Apply<State>) {
    handler = .init(.names(names), apply: apply)
  }

  /// Applies `apply` to each payload that can be read off an event of the payload's names.
  public init<Body: Payload>(
    _ payload: Body.Type, apply: @escaping @Sendable (Body, inout State) throws -> Void
  ) {
    handler = .init(.names(Body.names)) { event, state in
      guard let body = try Body(event) else { return }
      try apply(body, &state)
    }
  }
}

/// A handler for the events that have a key and that no other handler of the projection names.
package struct OnOthers<State>: Sendable {
  let handler: Handlers<State>.Handler

  /// Applies `apply` to each of them.
  package init(having key: CorrelationKey, apply: @escaping Apply<State>) {
    handler = .init(.named([], orHaving: key), apply: apply)
  }
}

/// A handler for every event, also for those without a name.
public struct OnAny<State>: Sendable {
  let handler: Handlers<State>.Handler

  /// Applies `apply` to each event of the log.
  public init(apply: @escaping Apply<State>) {
    handler = .init(.everything, apply: apply)
  }
}
