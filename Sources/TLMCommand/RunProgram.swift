import Running
import SystemCalls
import TLM

/// `tlm run` from its arguments to the end of this process, without the argument parser: whoever runs a
/// command through it pays for that each time.
enum RunProgram {
  /// Runs it, and ends this process as the command ended; returns where help is asked for.
  static func run(_ words: [[UInt8]]) {
    let arguments: RunArguments
    do throws(RunArguments.Mistake) { arguments = try RunArguments(words) } catch {
      Message.error(SafeText.of(error.description))
      OwnProcess.end(64)
    }
    if arguments.wantsHelp { return }
    let view = RunView(arguments)
    let outcome = RunCommand(arguments) { view.show($0) }.run()
    view.show(outcome)
    switch outcome.ending {
    case .refused(let code, let reason):
      Message.error(SafeText.of(reason))
      OwnProcess.leave(code)
    case .child(.exited(let code)): OwnProcess.leave(code)
    case .child(.signalled(let number)): OwnProcess.die(by: number)
    }
  }
}
