import TLM

/// A rule file that was checked, for people.
enum RulesView {
  static func lines(of policy: Policy, _ file: String) -> [String] {
    let warnings = policy.warnings.map { SafeText.of($0.description) }
    let counts = [
      Numbers.count(policy.modes.count, "mode"), Numbers.count(policy.edges.count, "edge"),
      Numbers.count(policy.rules.count, "rule"), Numbers.count(policy.warnings.count, "warning"),
    ]
    return warnings + [SafeText.of(file) + " is good: " + counts.joined(separator: ", ")]
  }

  /// Which rules these are, where they come from, and how far their effects reach.
  static func summary(of rules: Rules) -> String {
    let policy = rules.policy
    let counts = [
      Numbers.count(policy.modes.count, "mode"), Numbers.count(policy.rules.count, "rule"),
    ].joined(separator: ", ")
    return SafeText.of("rules: \(name(of: rules.source)), \(counts)")
  }

  /// What the rules are called, and how far their effects reach.
  static func name(of source: Rules.Source) -> String {
    let path = source.path ?? "those that ship"
    return source.reach == .everything ? path : path + " (effects reach the store only)"
  }
}
