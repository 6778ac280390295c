package import SystemCalls

extension JournalError {
  /// A failed system call as a sentence for people.
  package init(_ error: SystemError) {
    let code: Code
    let advice: String
    switch error.number {
    case ErrorNumber.noSpace, ErrorNumber.quotaExceeded:
      (code, advice) = (.full, "free some space on its disk")
    case ErrorNumber.accessDenied, ErrorNumber.notPermitted, ErrorNumber.readOnlyDisk:
      (code, advice) = (.readOnly, "check who owns the store and whether its disk is writable")
    case ErrorNumber.fileTooLarge: (code, advice) = (.fileTooLarge, "raise the limit of ulimit -f")
    case ErrorNumber.tooManyFiles, ErrorNumber.tooManyFilesOfSystem:
      (code, advice) = (.system, "close some files or raise ulimit -n")
    default: (code, advice) = (.system, "")
    }
    let tail = advice.isEmpty ? "" : "; \(advice)"
    self.init(code, "\(error)\(tail)", systemNumber: error.number, cause: error)
  }
}

/// Runs system calls and turns their failure into the module's own error.
package func journaled<Result>(_ body: () throws(SystemError) -> Result) throws(JournalError)
  -> Result
{
  do throws(SystemError) { return try body() } catch { throw JournalError(error) }
}
