/// Why something could not be exported.
package struct ExportError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the words are stable.
  package enum Code: String, Sendable {
    /// What is asked for cannot be done in this format.
    case unsupported
    /// The program was built without what the format needs, or the system lacks it.
    case notBuilt = "not_built"
    /// The file cannot be written.
    case file
    /// The receiver said no, or could not be reached.
    case refused
    /// Another process keeps the same export up to date.
    case taken
    /// What is known of an earlier export is not of this store, or of this file.
    case checkpoint
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
