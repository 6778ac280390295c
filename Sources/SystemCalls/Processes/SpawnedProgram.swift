#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a program was not started.
package struct SpawnFailure: Error, Sendable {
  package let number: Int32
}

/// A program that was started, and this process's ends of its streams.
///
/// It leads a process group of its own, so that it can be ended with everything that it starts, has
/// the signals that every program begins with, and of the descriptors of this process nothing but
/// its streams: neither the log's lock nor anything of the host program.
struct SpawnedProgram {
  let id: pid_t
  /// One for each input of the program.
  private(set) var inputs: [PipeEnd] = []
  let errors: PipeEnd
  /// Nil where its output is thrown away.
  let output: PipeEnd?

  init(_ program: Program) throws(SpawnFailure) {
    let actions = SpawnActions()
    var taken: [PipeEnd] = []
    for input in program.inputs {
      let (read, write) = try PipeEnd.pair()
      actions.give(read, as: input.number)
      taken.append(read)
      inputs.append(write)
    }
    if !program.inputs.contains(where: { $0.number == 0 }) { actions.openNull(0, O_RDONLY) }
    let (errors, errorsIn) = try PipeEnd.pair()
    actions.give(errorsIn, as: 2)
    self.errors = errors
    taken.append(errorsIn)
    if program.keepsOutput {
      let (read, write) = try PipeEnd.pair()
      actions.give(write, as: 1)
      output = read
      taken.append(write)
    } else {
      actions.openNull(1, O_WRONLY)
      output = nil
    }
    actions.closeOthers(from: 1 + max(2, program.inputs.map(\.number).max() ?? 0))
    for end in inputs + [errors, output].compactMap(\.self) { end.makeImpatient() }
    id = try actions.start(program.words, program.variables)
    // The program has its own now; it alone must keep them open.
    taken.removeAll()
  }
}
