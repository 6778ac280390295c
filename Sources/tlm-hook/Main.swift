import Hooks
import SystemCalls

/// `tlm hook claude-code` as a program of its own, which is there at once.
@main struct Main {
  static func main() {
    OwnProcess.beginCommand()
    HookCommand.run(Array(OwnProcess.arguments.dropFirst()))
    OwnProcess.end(0)
  }
}
