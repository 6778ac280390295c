import TLM

/// A rule file that was checked, for people and for programs.
enum RulesView {
  static func lines(of policy: Policy, _ file: String) -> [String] {
    let warnings = policy.warnings.map { SafeText.of($0.description) }
    let counts = [
      count(policy.modes.count, "mode"), count(policy.edges.count, "edge"),
      count(policy.rules.count, "rule"), count(policy.warnings.count, "warning"),
    ]
    return warnings + [SafeText.of(file) + " is good: " + counts.joined(separator: ", ")]
  }

  /// Which rules these are, where they come from, and how far their effects reach.
  static func summary(of rules: Rules) -> String {
    let policy = rules.policy
    let counts = [
      count(policy.modes.count, "mode"), count(policy.rules.count, "rule"),
    ].joined(separator: ", ")
    return SafeText.of("rules: \(name(of: rules.source)), \(counts)")
  }

  /// What the rules are called, and how far their effects reach.
  static func name(of source: RuleSource) -> String {
    let path = source.path ?? "those that ship"
    return source.reach == .everything ? path : path + " (effects reach the store only)"
  }

  static func origin(of rules: Rules) -> Value {
    [
      "source": .string(rules.source.word),
      "file": rules.source.path.map { .string($0) } ?? .null,
      "identity": .string(rules.policy.identity),
      "effects": .string(rules.source.reach.rawValue),
    ]
  }

  static func document(of policy: Policy) -> Value {
    [
      "ok": true, "identity": .string(policy.identity),
      "modes": .array(policy.modes.map { .string($0.name) }),
      "edges": .array(policy.edges.map { .string($0.description) }),
      "rules": .array(policy.rules.map { .string($0.name) }),
      "mistakes": .array([]),
      "warnings": .array(policy.warnings.map(document)),
    ]
  }

  static func document(of error: ConfigurationError) -> Value {
    ["ok": false, "mistakes": .array(error.mistakes.map(document))]
  }

  private static func document(_ remark: Remark) -> Value {
    [
      "file": .string(remark.file), "line": .integer(Int64(remark.line)),
      "column": .integer(Int64(remark.column)), "message": .string(remark.message),
    ]
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
