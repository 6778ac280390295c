public import Events
public import Journal

/// Why a conditional append wrote nothing, in one sentence that says what stood against it.
public struct AppendError: Error, Sendable {
  /// What kind of failure this is.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String, Sendable, Hashable {
      case wrongRevision, matchFound, notAnEvent, otherStream, otherKey, notOneEvent, notAppended
    }
    private let name: Name

    /// The code's own name, as JSON errors print it.
    public var description: String { name.rawValue }

    /// The stream has another revision: `expected` and `actual` say which.
    public static let wrongRevision = Code(name: .wrongRevision)
    /// There is an event that meets the filter of a condition, at `position`.
    public static let matchFound = Code(name: .matchFound)
    /// A line is no JSON object, so it can be in no stream and have no key.
    public static let notAnEvent = Code(name: .notAnEvent)
    /// An event names another stream than the one that is expected.
    public static let otherStream = Code(name: .otherStream)
    /// An event has another idempotency key than the one it is appended under.
    public static let otherKey = Code(name: .otherKey)
    /// A key stands for one event, and there are none or several.
    public static let notOneEvent = Code(name: .notOneEvent)
    /// The log could not be read or written; `cause` says why.
    public static let notAppended = Code(name: .notAppended)

    /// So that `catch AppendError.Code.wrongRevision` matches an error of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? AppendError)?.code == code
    }
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What happened, and what to do.
  public let message: String
  /// The stream that a revision was expected of.
  public let stream: String?
  /// The revision that was expected.
  public let expected: Int?
  /// The revision that the stream has.
  public let actual: Int?
  /// The event that stood against the append: the last one of the stream, or the first one that met
  /// the filter.
  public let position: Position?
  /// The failure of the log underneath; for `notAppended` only.
  public let cause: JournalError?

  init(
    _ code: Code, _ message: String, stream: String? = nil, expected: Int? = nil,
    actual: Int? = nil, position: Position? = nil, cause: JournalError? = nil
  ) {
    self.code = code
    self.message = message
    self.stream = stream
    self.expected = expected
    self.actual = actual
    self.position = position
    self.cause = cause
  }

  init(_ error: JournalError) { self.init(.notAppended, error.message, cause: error) }

  /// Whether a condition did not hold: an answer, after which one reads and tries again.
  public var isConflict: Bool { code == .wrongRevision || code == .matchFound }
}

extension AppendError: CustomStringConvertible {
  public var description: String { message }
}
