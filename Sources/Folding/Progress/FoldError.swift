public import Events

/// Why a fold stopped before the end of its log.
public struct FoldError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String, Sendable, Hashable {
      case unreadable, handlerFailed, notEncodable, badParameter, lateSkip, notKept, notReached,
        nothingReadable, truncated
    }
    private let name: Name

    /// The code's own name, as JSON errors print it.
    public var description: String { name.rawValue }

    /// The log could not be read further; `cause` says why.
    public static let unreadable = Code(name: .unreadable)
    /// A handler threw, and the fold was asked to be strict.
    public static let handlerFailed = Code(name: .handlerFailed)
    /// A state, or a projection's parameters, could not be encoded.
    public static let notEncodable = Code(name: .notEncodable)
    /// A projection has no such parameter, or the parameter takes no such value.
    public static let badParameter = Code(name: .badParameter)
    /// A `tlm.skip` came after the event that it passes over, in an input that is read only once.
    public static let lateSkip = Code(name: .lateSkip)
    /// What a rebuild came to cannot be stored.
    public static let notKept = Code(name: .notKept)
    /// An input has lines, and none of them is an event; the message says what it looks like.
    public static let nothingReadable = Code(name: .nothingReadable)
    /// A projection did not come to a position in time.
    public static let notReached = Code(name: .notReached)

    /// What is asked for was pruned; the log begins at `position`.
    public static let truncated = Code(name: .truncated)

    /// So that `catch FoldError.Code.unreadable` matches an error of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? FoldError)?.code == code
    }
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What failed, and on which position of the log.
  public let message: String
  /// Where the event stands whose handler failed; for `truncated`, where the log begins.
  public let position: Position?
  /// The error underneath.
  public let cause: (any Error)?

  /// An error; `message` says what failed.
  public init(
    _ code: Code, _ message: String, at position: Position? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.position = position
    self.cause = cause
  }

  public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
