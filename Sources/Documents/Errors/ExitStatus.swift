/// How a command ends: what a shell, a hook or a script asks for.
package struct ExitStatus: Hashable, Sendable {
  /// What the process leaves with.
  package let code: Int32

  /// It was done, and something was found.
  package static let success = ExitStatus(code: 0)
  /// Found nothing, or a check found something wrong.
  package static let nothingFound = ExitStatus(code: 1)
  /// The log is not as a conditional append expected it: an answer, not an error.
  package static let conditionFailed = ExitStatus(code: 1)
  /// Something failed.
  package static let failed = ExitStatus(code: 2)
}
