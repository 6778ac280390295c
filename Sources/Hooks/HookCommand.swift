package import Events
package import Journal
import SystemCalls
import Telemetry

/// `tlm hook claude-code` and `tlm-hook`: what a hook of a coding agent was given, as one event.
///
/// It never has a say in what the agent does: it prints nothing and ends with 0, whatever it is given
/// and whatever the store is like.
package enum HookCommand: Sendable {
  /// Reads standard input and appends the event.
  ///
  /// - Parameter arguments: `--store PATH`, or nothing; what is not understood is passed over.
  package static func run(_ arguments: [String]) {
    let input = HookInput()
    let location = StoreLocation.resolve(option: HookArguments.store(in: arguments))
    let settings = HookSettings(at: location)
    guard settings.isEnabled else { return }
    var event = event(of: input, settings)
    event.time = .current
    if let prepared = settings.prepared(event) { append(prepared, to: location) }
  }

  static func event(of input: HookInput, _ settings: HookSettings) -> NewEvent {
    guard let document = input.document else {
      return HookEvent.unreadable(
        input.bytes, length: input.length, content: settings.content, redact: settings.redacted)
    }
    return HookEvent.event(
      of: document, content: settings.content, redact: settings.redacted,
      digest: settings.digest)
  }

  /// Appends an event where that can be done.
  package static func append(_ event: NewEvent, to location: StoreLocation) {
    // Whatever the store is like, it is not the agent's affair; `tlm doctor` tells it.
    guard let producer = try? Producer.forEmitting(into: location) else { return }
    _ = try? producer.emit(event)
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle()
  }
}

/// What stands behind the name of a program that must not fail.
package enum HookArguments {
  /// The store that is named; nil where none is.
  package static func store(in arguments: [String]) -> String? {
    for (place, argument) in arguments.enumerated() {
      if argument.hasPrefix("--store=") { return String(argument.dropFirst("--store=".count)) }
      if argument == "--store" { return arguments.dropFirst(place + 1).first }
    }
    return nil
  }
}
