package import Events

/// Why the log could not do what it was asked, in one sentence that says what to do about it.
public struct JournalError: Error, Sendable {
  /// What kind of failure this is.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String, Sendable, Hashable {
      case noStore, notAStore, newerFormat, readOnly, busy, full, fileTooLarge, partlyWritten
      case lineTooLong, notALine, conditionFailed, syncFailed, truncated, noOrigin
      case system
    }
    private let name: Name

    /// The code's own name, as JSON errors print it.
    public var description: String { name.rawValue }

    /// There is no store at the path, and the caller did not ask to make one.
    public static let noStore = Code(name: .noStore)
    /// What is at the path is no folder that a store can live in.
    public static let notAStore = Code(name: .notAStore)
    /// A newer tlm wrote the store; this one only reads it.
    public static let newerFormat = Code(name: .newerFormat)
    /// The store cannot be written by this user or on this disk.
    public static let readOnly = Code(name: .readOnly)
    /// Another process held the log's lock past the deadline.
    public static let busy = Code(name: .busy)
    /// The disk or the quota is full; nothing of the batch is in the log.
    public static let full = Code(name: .full)
    /// The process may not write files this large (`ulimit -f`); nothing was written.
    public static let fileTooLarge = Code(name: .fileTooLarge)
    /// The disk failed in mid-write: `wholeLines` lines of the batch are in the log.
    public static let partlyWritten = Code(name: .partlyWritten)
    /// A line is longer than the store's limit; nothing was written.
    public static let lineTooLong = Code(name: .lineTooLong)
    /// A batch is empty, or does not end in a newline.
    public static let notALine = Code(name: .notALine)
    /// The condition of a conditional append does not hold; nothing was written.
    public static let conditionFailed = Code(name: .conditionFailed)
    /// The events are in the log, but whether they survive a power loss is unknown.
    public static let syncFailed = Code(name: .syncFailed)
    /// The position lies before the first segment that is kept.
    public static let truncated = Code(name: .truncated)
    /// No store of that name has lines in the log.
    package static let noOrigin = Code(name: .noOrigin)
    /// Any other failure of the system; `cause` has its number.
    public static let system = Code(name: .system)

    /// So that `catch JournalError.Code.full` matches an error of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? JournalError)?.code == code
    }
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What happened, on which path or position, and what to do.
  public let message: String
  /// For `partlyWritten`: how many lines of the batch are in the log, from its start.
  public let wholeLines: Int
  /// The system's error number; 0 where the system did not fail.
  public let systemNumber: Int32
  /// For `syncFailed`: where the events begin that may be lost.
  package var position: Position?
  /// What is underneath: a failed system call, or what a condition threw.
  public let cause: (any Error)?

  /// An error; `message` is one sentence that names the path or position and what to do.
  public init(
    _ code: Code, _ message: String, wholeLines: Int = 0, systemNumber: Int32 = 0,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.wholeLines = wholeLines
    self.systemNumber = systemNumber
    self.cause = cause
  }
}

extension JournalError: CustomStringConvertible {
  public var description: String { message }
}
