#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// Why a program was not started.
struct SpawnFailure: Error, Sendable {
  let number: Int32
}

/// A program that was started, and this process's ends of its streams.
///
/// It leads a process group of its own, so that it can be ended with everything that it starts, has
/// the signals that every program begins with, and of the descriptors of this process nothing but
/// its streams: neither the log's lock nor anything of the host program.
struct SpawnedProgram {
  let id: pid_t
  /// One for each input of the errand.
  private(set) var inputs: [PipeEnd] = []
  let errors: PipeEnd
  /// Nil where its output is thrown away.
  let output: PipeEnd?

  init(_ errand: Errand) throws(SpawnFailure) {
    let actions = SpawnActions()
    var taken: [PipeEnd] = []
    for input in errand.inputs {
      let (read, write) = try PipeEnd.pair()
      actions.give(read, as: input.number)
      taken.append(read)
      inputs.append(write)
    }
    if !errand.inputs.contains(where: { $0.number == 0 }) { actions.openNull(0, O_RDONLY) }
    let (errors, errorsIn) = try PipeEnd.pair()
    actions.give(errorsIn, as: 2)
    self.errors = errors
    taken.append(errorsIn)
    if errand.keepsOutput {
      let (read, write) = try PipeEnd.pair()
      actions.give(write, as: 1)
      output = read
      taken.append(write)
    } else {
      actions.openNull(1, O_WRONLY)
      output = nil
    }
    actions.closeOthers(from: 1 + max(2, errand.inputs.map(\.number).max() ?? 0))
    for end in inputs + [errors, output].compactMap(\.self) { end.makeImpatient() }
    id = try actions.start(errand.words, errand.variables)
    // The program has its own now; it alone must keep them open.
    taken.removeAll()
  }
}

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
