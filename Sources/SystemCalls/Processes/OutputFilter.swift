#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program at the same terminal that shows what this process prints in its stead, such as `less`.
///
/// It belongs to this process's own group, so that it may read the keys that a person presses.
package final class OutputFilter: Sendable {
  private let id: pid_t

  /// Starts it; from now on standard output goes to it, and an interrupt is its business.
  ///
  /// - Parameters:
  ///   - words: the program, then its arguments; looked up where it is no path.
  ///   - variables: set beside the environment of this process.
  /// - Throws: where there is no such program.
  package init(
    _ words: [String], variables: [(name: String, value: String)]
  ) throws(SpawnFailure) {
    let (read, write) = try PipeEnd.pair()
    let actions = SpawnActions(hasOwnGroup: false)
    actions.give(read, as: 0)
    actions.closeOthers(from: 3)
    id = try actions.start(words, variables)
    guard dup2(write.number, 1) == 1 else { throw SpawnFailure(number: errno) }
    signal(SIGINT, SIG_IGN)
  }

  /// Says that this was all, and returns when the person has seen enough.
  package func finish() {
    // The place stays taken: what is opened next must not be standard output.
    let null = rawOpen("/dev/null", O_WRONLY, 0)
    if null >= 0 {
      dup2(null, 1)
      close(null)
    } else {
      close(1)
    }
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) < 0 && errno == EINTR {}
  }
}
