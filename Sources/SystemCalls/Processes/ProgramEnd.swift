/// How a program ended, and the last of what it said.
package struct ProgramEnd: Sendable {
  package enum Cause: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It could not be started; the system's number for why.
    case notStarted(Int32)
    case timedOut
    /// Whoever ran it wanted it no longer.
    case cancelled
    /// Another part of this process waited for it.
    case lost
  }

  package var cause: Cause
  package var duration = Duration.zero
  package var output = ""
  package var errors = ""
}
