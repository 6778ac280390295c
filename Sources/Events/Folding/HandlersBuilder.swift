/// Puts the `On` and `OnAny` of a projection's body together, with `if`, `switch` and `for`.
@resultBuilder public enum HandlersBuilder<State>: Sendable {
  public static func buildExpression(_ on: On<State>) -> Handlers<State> { .init([on.handler]) }

  public static func buildExpression(_ on: OnAny<State>) -> Handlers<State> { .init([on.handler]) }

  /// Handlers made elsewhere, for example shared by two projections.
  public static func buildExpression(_ handlers: Handlers<State>) -> Handlers<State> { handlers }

  public static func buildBlock(_ parts: Handlers<State>...) -> Handlers<State> {
    .init(parts.flatMap(\.all))
  }

  public static func buildOptional(_ part: Handlers<State>?) -> Handlers<State> { part ?? .init() }

  public static func buildEither(first part: Handlers<State>) -> Handlers<State> { part }

  public static func buildEither(second part: Handlers<State>) -> Handlers<State> { part }

  public static func buildArray(_ parts: [Handlers<State>]) -> Handlers<State> {
    .init(parts.flatMap(\.all))
  }
}
