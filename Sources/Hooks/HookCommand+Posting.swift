import Events
package import Journal
import Telemetry

extension HookCommand {
  /// Takes what a hook of a coding agent posted, as the command takes its input: it goes into the log, or
  /// waits for it where that cannot be written in time.
  ///
  /// - Parameters:
  ///   - document: the body.
  ///   - settings: what is set for the store.
  /// - Throws: `JournalError` where it could be put nowhere.
  package static func take(
    _ document: [UInt8], into location: StoreLocation, _ settings: HookSettings
  ) throws {
    guard settings.isEnabled else { return }
    var event = event(of: HookInput(document, length: document.count), settings)
    event.time = .current
    // Who posted it is not of the run that the server was begun in.
    guard let prepared = settings.prepared(event, in: InheritedRun()) else { return }
    let producer = try Producer.forEmitting(intoPresent: location)
    try producer.emit(prepared)
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle(timeout: .zero)
  }
}
