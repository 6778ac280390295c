import Journal
import LMDB
import SystemCalls

/// Why what is derived from the log cannot be used now; the log itself answers all the same.
public struct ViewsError: Error, Sendable {
  /// What kind of failure this is.
  public enum Code: String, Sendable {
    /// There can be no index here: answers come from a scan.
    case unavailable
    /// Another process held `views/WRITER` past the deadline.
    case busy
    /// The disk or LMDB failed.
    case failed
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What happened, on which path, and what follows.
  public let message: String
  /// What is underneath.
  public let cause: (any Error)?

  init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// A failed system call below `views/`.
  init(_ error: SystemError) {
    let isDenied =
      ErrorNumber.denials.contains(error.number) || error.number == ErrorNumber.tooManyLinks
    self.init(
      isDenied ? .unavailable : .failed, "\(error); answers come from a scan of the log",
      cause: error)
  }

  init(_ error: LMDBError) {
    if error.isDamage {
      self = Self.damaged("\(error)", cause: error)
      return
    }
    let isDenied = ErrorNumber.denials.contains(error.code.rawValue)
    self.init(
      isDenied ? .unavailable : .failed, "\(error); answers come from a scan of the log",
      cause: error)
  }

  /// What is derived is damaged.
  static func damaged(_ what: String, cause: (any Error)? = nil) -> ViewsError {
    ViewsError(
      .failed,
      "views/data.mdb is damaged (\(what)); it is built anew, and answers come from a scan of the "
        + "log until then", cause: cause)
  }

  /// So many writers ended, one after the other, in the middle of a write.
  static func died(_ count: Int) -> ViewsError {
    ViewsError(
      .failed,
      "\(count) processes ended while they wrote to views/data.mdb; it is built anew, and answers come "
        + "from a scan of the log until then")
  }

  /// Whether the file was at fault.
  var isDamage: Bool { (cause as? LMDBError)?.isDamage ?? false }

  static func busy(_ path: String) -> ViewsError {
    ViewsError(
      .busy,
      "another process held \(path) past the deadline; answers come from a scan of the log")
  }
}

extension ViewsError: CustomStringConvertible {
  public var description: String { message }
}

/// Runs system calls below `views/` and turns their failure into the module's own error.
func viewed<Result>(_ body: () throws(SystemError) -> Result) throws(ViewsError) -> Result {
  do throws(SystemError) { return try body() } catch { throw ViewsError(error) }
}
