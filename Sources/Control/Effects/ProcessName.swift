/// What tells one process from every other one of the machine.
struct ProcessName: Sendable {
  let boot: String
  let namespace: String
  let number: Int32
  let start: String
}

/// What the system says of a process number.
enum ProcessStanding: Sendable, Equatable {
  /// No process has it, or one that has ended.
  case absent
  /// The process that has it began then.
  case began(String)
  /// There is one, and nothing more is told.
  case hidden
}
