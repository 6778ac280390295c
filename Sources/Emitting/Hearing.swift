import Events
import Journal
import SystemCalls

/// Whoever may want to hear what goes wrong while events are told.
enum Hearing {
  /// Whether somebody reads what is said: a person at a terminal, or who sets `TLM_DEBUG`.
  static var isHeard: Bool {
    StandardStream.error.isTerminal || StoreLocation.variable("TLM_DEBUG") != nil
  }

  /// Says a line on standard error.
  static func tell(_ text: String) {
    // Where nobody listens, there is nobody to tell.
    try? StandardStream.error.write(Array("\(text)\n".utf8))
  }

  /// Says what went wrong, to who listens.
  static func complain(_ error: any Error) {
    if isHeard { tell("tlm: " + SafeText.of("\(error)")) }
  }
}
