/// Why OpenTelemetry's settings cannot be used.
package struct OTLPError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to write instead.
  package let message: String

  package var description: String { message }
}
