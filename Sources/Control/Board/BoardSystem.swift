#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Journal

extension SystemError {
  /// Whether there is nothing at the path.
  var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// What is said of a path at which there is nothing.
  static func missing(_ path: String) -> SystemError { SystemError(.open, path, ENOENT) }
}

/// Lets others run.
func yieldProcessor() { sched_yield() }

/// The number of this process.
func ownProcess() -> UInt32 { UInt32(bitPattern: getpid()) }
