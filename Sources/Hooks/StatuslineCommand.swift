import Events
import Journal
import SystemCalls

/// `tlm statusline`: what Claude Code tells its status line, as one line for people and, where it is
/// new, as an event.
///
/// It ends with 0 whatever happens, and prints nothing but the line.
package enum StatuslineCommand: Sendable {
  /// Reads standard input, prints the line and appends the event.
  ///
  /// - Parameter arguments: `--store PATH`, or nothing; what is not understood is passed over.
  package static func run(_ arguments: [String]) {
    let input = HookInput()
    guard let document = input.document else { return }
    let status = AgentStatus(document)
    // Where nobody looks, there is nobody to show it.
    try? StandardStream.output.write(Array((StatusText.line(of: status) + "\n").utf8))
    let location = StoreLocation.resolve(option: HookArguments.store(in: arguments))
    let settings = HookSettings(at: location)
    guard settings.isEnabled, !status.news.isEmpty else { return }
    guard LastStatus(session: status.sessionID ?? "").becomes(status.news) else { return }
    var event = status.snapshot
    event.time = .current
    if let prepared = settings.prepared(event) { HookCommand.append(prepared, to: location) }
  }
}
