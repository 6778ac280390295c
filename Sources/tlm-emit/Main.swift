import Emitting
import SystemCalls

/// `tlm emit` as a program of its own, which is there at once: what is left of tlm where nothing is
/// asked of the log.
@main struct Main {
  static func main() {
    OwnProcess.beginCommand()
    let code = EmitCommand.run(Array(OwnProcess.arguments.dropFirst()))
    OwnProcess.end(code ?? help())
  }

  /// The exit code.
  private static func help() -> Int32 {
    let text = """
      OVERVIEW: \(EmitHelp.abstract)

      \(EmitHelp.discussion("tlm-emit"))

      USAGE: \(EmitHelp.usage("tlm-emit"))

      """
    do { try StandardStream.output.write(Array(text.utf8)) } catch {
      return error.number == ErrorNumber.brokenPipe ? 0 : 2
    }
    return 0
  }
}
