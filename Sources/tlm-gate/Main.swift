import Gate
import SystemCalls

/// `tlm gate claude-code` as a program of its own, which is there at once.
@main struct Main {
  static func main() {
    OwnProcess.beginCommand()
    GateCommand.run(Array(OwnProcess.arguments.dropFirst()))
    OwnProcess.end(0)
  }
}
