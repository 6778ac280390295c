package import TLM

/// Whether a rule file can be used: what `tlm control check --json` prints.
package struct RuleCheckDocument: Document {
  package let json: Value

  /// Of a file that can be used.
  package init(_ policy: Policy) {
    json = [
      "ok": true, "identity": .string(policy.identity),
      "modes": .array(policy.modes.map { .string($0.name) }),
      "edges": .array(policy.edges.map { .string($0.description) }),
      "rules": .array(policy.rules.map { .string($0.name) }),
      "mistakes": .array([]),
      "warnings": .array(policy.warnings.map(Self.remark)),
    ]
  }

  /// Of a file with mistakes.
  package init(_ error: ConfigurationError) {
    json = ["ok": false, "mistakes": .array(error.mistakes.map(Self.remark))]
  }

  private static func remark(_ remark: Policy.Remark) -> Value {
    [
      "file": .string(remark.file), "line": .integer(Int64(remark.line)),
      "column": .integer(Int64(remark.column)), "message": .string(remark.message),
    ]
  }
}
