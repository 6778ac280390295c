package import TLM

/// Which rules these are, where they come from, and how far their effects reach.
package struct RuleOriginDocument: Document {
  private let rules: Rules

  package init(_ rules: Rules) { self.rules = rules }

  package var json: Value {
    [
      "source": .string(rules.source.word),
      "file": rules.source.path.map { .string($0) } ?? .null,
      "identity": .string(rules.policy.identity),
      "effects": .string(rules.source.reach.rawValue),
    ]
  }
}
