import Synchronization
import SystemCalls
import TLM

/// Long output page by page, in the pager of the person who looks at it, as git has it.
enum Pager {
  private static let running = Mutex<OutputFilter?>(nil)
  /// Set where the person has not: quit if it fits, keep colours, leave it on the screen.
  private static let usual = [("LESS", "FRX"), ("LV", "-c")]

  /// From now on standard output goes to `$PAGER`, else `less`, if it is a terminal.
  ///
  /// Nothing happens where the variable is empty or says `cat`, the terminal can do nothing, or there
  /// is no such program.
  static func begin() {
    // How wide it is, and whether it has colours, is known before it goes.
    guard Terminal.output.isTerminal, ![nil, "", "dumb"].contains(StoreLocation.variable("TERM"))
    else { return }
    let named = StoreLocation.variable("PAGER")
    if let named, ["", "cat"].contains(named) { return }
    let words = named.map { ["/bin/sh", "-c", $0] } ?? ["less"]
    let variables = usual.filter { StoreLocation.variable($0.0) == nil }
    // Without it, the output is as it was before there were pagers.
    guard let filter = try? OutputFilter(words, variables: variables.map { ($0.0, $0.1) }) else {
      return
    }
    running.withLock { $0 = filter }
  }

  /// Returns when the person has seen enough; at once where there is no pager.
  static func finish() {
    let filter = running.withLock { running in
      defer { running = nil }
      return running
    }
    filter?.finish()
  }
}
