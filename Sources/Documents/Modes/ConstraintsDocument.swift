package import TLM

/// What a mode allows: null where it says nothing about it.
package struct ConstraintsDocument: Document {
  private let constraints: Policy.Mode.Constraints

  package init(_ constraints: Policy.Mode.Constraints) { self.constraints = constraints }

  package var json: Value {
    let number: (Int64?) -> Value = { $0.map { .integer($0) } ?? .null }
    let words: ([String]) -> Value = { .array($0.map { .string($0) }) }
    return [
      "max_concurrent_tasks": number(constraints.max_concurrent_tasks),
      "background_monitoring_enabled":
        constraints.background_monitoring_enabled.map { .bool($0) } ?? .null,
      "allowed_tool_categories": words(constraints.allowed_tool_categories),
      "require_approval_for": words(constraints.require_approval_for),
      "tool_calls_per_minute": number(constraints.tool_calls_per_minute),
      "model_calls_per_minute": number(constraints.model_calls_per_minute),
      "outbound_calls_per_hour": number(constraints.outbound_calls_per_hour),
    ]
  }
}
