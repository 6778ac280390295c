#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// One end of a pipe; closed when the last owner lets go, and never inherited by accident.
final class PipeEnd: Sendable {
  let number: Int32

  /// Above every number that a program is given.
  private static let lowest: Int32 = 16

  private init(adopting number: Int32) throws(SpawnFailure) {
    guard number < Self.lowest else {
      self.number = number
      return
    }
    let moved = fcntl(number, F_DUPFD_CLOEXEC, Self.lowest)
    let failure = errno
    close(number)
    guard moved >= 0 else { throw SpawnFailure(number: failure) }
    self.number = moved
  }

  /// Takes over an open file that is used like a pipe.
  convenience init(taking number: Int32) throws(SpawnFailure) { try self.init(adopting: number) }

  deinit { close(number) }

  static func pair() throws(SpawnFailure) -> (read: PipeEnd, write: PipeEnd) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Glibc)
      guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SpawnFailure(number: errno) }
    #else
      guard unsafe pipe(&ends) == 0 else { throw SpawnFailure(number: errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #endif
    let read: PipeEnd
    do throws(SpawnFailure) { read = try PipeEnd(adopting: ends[0]) } catch {
      close(ends[1])
      throw error
    }
    return (read, try PipeEnd(adopting: ends[1]))
  }

  /// Reading and writing never wait.
  func makeImpatient() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
}
