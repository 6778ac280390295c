/// Why OpenTelemetry's settings, or a message of it, cannot be used.
package struct OTLPError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to write instead.
  package let message: String
  /// Whether there is too much of it, and nothing else wrong.
  package let isTooMuch: Bool

  init(message: String, isTooMuch: Bool = false) {
    (self.message, self.isTooMuch) = (message, isTooMuch)
  }

  package var description: String { message }
}
