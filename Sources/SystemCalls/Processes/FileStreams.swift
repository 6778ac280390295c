#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A run of a program whose streams are files, so that neither of the two ever waits for the other.
package struct FileStreams: Sendable {
  package let input: String
  package let output: String
  package let errors: String

  package init(input: String, output: String, errors: String) {
    self.input = input
    self.output = output
    self.errors = errors
  }

  /// Runs a program to its end.
  ///
  /// - Returns: the exit code; 128 and the number of the signal that ended it.
  package func run(
    _ words: [String], variables: [(name: String, value: String)]
  ) throws(SpawnFailure) -> Int32 {
    let actions = SpawnActions()
    actions.open(input, as: 0, O_RDONLY)
    actions.open(output, as: 1, O_WRONLY | O_CREAT)
    actions.open(errors, as: 2, O_WRONLY | O_CREAT)
    switch ExitStatus.wait(for: try actions.start(words, variables)) {
    case .exited(let code): return code
    case .signalled(let number): return 128 + number
    default: throw SpawnFailure(number: ECHILD)
    }
  }
}
