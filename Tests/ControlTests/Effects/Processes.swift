#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
@testable import Control
import Journal
import SystemCalls
import Testing

/// Whether a process is gone, waiting for that; one that has ended and was not waited for is.
func waitForEnd(of process: Int32) throws -> Bool {
  let deadline = monotonicNow() + 30_000_000_000
  while monotonicNow() < deadline {
    if ProcessSystem.standing(of: process) == .absent { return true }
    pause(nanoseconds: 5_000_000)
  }
  return false
}

func make(executable path: String) throws {
  try #require(unsafe chmod(path, 0o700) == 0)
}

/// A file that is open and not marked to be closed in other programs.
struct StrayFile {
  private let number: Int32

  init(_ path: String) throws {
    number = unsafe open(path, O_RDWR | O_CREAT, 0o600)
    try #require(number >= 0)
  }

  func close() {
    #if canImport(Glibc)
      _ = Glibc.close(number)
    #else
      _ = Darwin.close(number)
    #endif
  }
}
