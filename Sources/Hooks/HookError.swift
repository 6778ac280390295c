/// Why settings of a coding agent could not be looked at or changed, in one sentence.
package struct HookError: Error, Sendable, Equatable {
  /// What kind of failure it is.
  package enum Code: String, Sendable {
    /// The settings are no JSON, or not of the form that the agent reads.
    case invalidSettings
    /// They cannot be read or written.
    case unwritableSettings
    /// Somebody else changed them meanwhile.
    case changedSettings
    /// What the hooks are to run cannot be found.
    case noProgram
  }

  /// What kind of failure it is, for programs.
  package let code: Code
  /// What happened, in which file and where, and what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension HookError: CustomStringConvertible {
  package var description: String { message }
}
