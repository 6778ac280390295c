/// How much of what an agent is told, does and says goes into the log.
package enum Content: String, Sendable, CaseIterable {
  /// Nothing but how long it is, and of a call whether it is made again.
  case none
  /// How each prompt, input and output begins, and how long it is.
  case summary
  /// All of it, as far as an event has room.
  case full
}
