/// Puts the `On` and `OnAny` of a projection's body together, with `if`, `switch` and `for`.
@resultBuilder public enum HandlersBuilder<State>: Sendable {
  /// A line of the body that names its events.
  public static func buildExpression(_ on: On<State>) -> Handlers<State> { .init([on.handler]) }

  /// A line of the body that wants every event.
  public static func buildExpression(_ on: OnAny<State>) -> Handlers<State> { .init([on.handler]) }

  /// A line of the body that wants events by a key.
  package static func buildExpression(_ on: OnOthers<State>) -> Handlers<State> {
    .init([on.handler])
  }

  /// Handlers made elsewhere, for example shared by two projections.
  public static func buildExpression(_ handlers: Handlers<State>) -> Handlers<State> { handlers }

  /// The lines of a block, in their order.
  public static func buildBlock(_ parts: Handlers<State>...) -> Handlers<State> {
    .init(parts.flatMap(\.all))
  }

  /// An `if` without an `else`; nil adds no handlers.
  public static func buildOptional(_ part: Handlers<State>?) -> Handlers<State> { part ?? .init() }

  /// The first way of an `if` or a `switch`.
  public static func buildEither(first part: Handlers<State>) -> Handlers<State> { part }

  /// Another way of an `if` or a `switch`.
  public static func buildEither(second part: Handlers<State>) -> Handlers<State> { part }

  /// What a `for` makes in all its turns, in their order.
  public static func buildArray(_ parts: [Handlers<State>]) -> Handlers<State> {
    .init(parts.flatMap(\.all))
  }
}
