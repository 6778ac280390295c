/// How a child ended, and what it took.
package struct ChildEnd: Sendable {
  package enum Cause: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  package var cause: Cause
  package var duration = Duration.zero
  /// Time of processors, its own and that of those of its children which it waited for.
  package var userTime_ns: Int64 = 0
  package var systemTime_ns: Int64 = 0
  /// The most memory that it or one of them had; nil where it is no more than this process had as it
  /// began, of which the system counts that much to it in any case.
  package var peakMemory_bytes: Int64?
  /// Bytes of its output; nil where they went by this process, straight to a terminal.
  package var outputBytes: Int64?
  /// The same of its errors; nil, too, where they are among those of its output.
  package var errorBytes: Int64?
  /// Whether it had a terminal of this process's making.
  package var hadTerminal = false
}
