import SystemCalls

/// Why a board could not be read or written.
public struct BoardError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  public struct Code: Sendable, Hashable {
    private enum Name: Sendable, Hashable { case missing, notABoard, newer, torn, unknown, failed }
    private let name: Name

    /// There is no board: nobody has published one, or it was deleted.
    public static let missing = Code(name: .missing)
    /// The file is something else, or damaged.
    public static let notABoard = Code(name: .notABoard)
    /// The file is of a version that this program does not read.
    public static let newer = Code(name: .newer)
    /// A record stays half-written: its writer died.
    public static let torn = Code(name: .torn)
    /// The board shows no such sensor.
    public static let unknown = Code(name: .unknown)
    /// The system refused; `cause` says why.
    public static let failed = Code(name: .failed)

    /// So that `catch BoardError.Code.missing` matches an error of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? BoardError)?.code == code
    }
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What failed, on which path, and what to do.
  public let message: String
  /// The error underneath.
  public let cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// What the system said about a board.
  init(_ error: SystemError) {
    self.init(.failed, "the board cannot be used: \(error)", cause: error)
  }

  static func missing(_ path: String) -> BoardError {
    BoardError(.missing, "there is no board at \(path); tlm watch publishes one")
  }

  package static func withoutModes(_ path: String) -> BoardError {
    BoardError(.unknown, "the board at \(path) shows no modes; it was published without rules")
  }

  public var description: String { message }
}
