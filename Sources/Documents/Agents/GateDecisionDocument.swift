package import Gate
package import TLM

/// What a gate says of a call.
package struct GateDecisionDocument: Document {
  private let decision: GateDecision
  private let call: GateCall?

  /// - Parameter call: nil where the host told none that could be read.
  package init(_ decision: GateDecision, on call: GateCall?) {
    (self.decision, self.call) = (decision, call)
  }

  package var json: Value {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    return [
      "tool": text(call?.tool), "tool_use_id": text(call?.id),
      "verdict": .string(GateStatusDocument.word(for: decision.verdict)),
      "cause": text(decision.cause?.rawValue), "category": text(decision.category),
      "mode": text(decision.mode), "reason": .string(decision.reason),
    ]
  }
}
