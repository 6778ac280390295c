/// What tells one process from every other one of the machine.
package struct ProcessName: Sendable {
  package let boot: String
  package let namespace: String
  package let number: Int32
  package let start: String
}

/// What the system says of a process number.
package enum ProcessState: Sendable, Equatable {
  /// No process has it, or one that has ended.
  case absent
  /// The process that has it began then.
  case began(String)
  /// There is one, and nothing more is told.
  case hidden
}
