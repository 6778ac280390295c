package import TLM

/// The sessions of agents: what `tlm sessions list --json` prints.
package struct SessionsDocument: Document {
  package let json: Value

  /// - Parameter answer: one with details.
  package init(_ answer: UsageAnswer) { json = answer.sessionsValue }
}
