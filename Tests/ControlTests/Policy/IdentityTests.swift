import Control
import Testing

/// A policy is what it means.
@Suite struct IdentityTests {
  private let base = """
    modes: {NORMAL: {}, ALERT: {}}
    transition_rules:
      NORMAL_to_ALERT: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]}
      ALERT_to_NORMAL: {conditions: [{metric: safety_policy_violations, operator: "==", value: 0}]}
    """

  private func identity(_ text: String) throws -> String {
    try Policy(yaml: text, file: "r.yaml").identity
  }

  private func identity(replacing old: String, with new: String) throws -> String {
    #expect(base.contains(old))
    return try identity(base.replacing(old, with: new))
  }

  @Test func `spelling, comments and what is only shown do not change it`() throws {
    let same = try identity(base)

    #expect(same.count == 64)
    #expect(try identity("# a comment\n" + base + "\n") == same)
    #expect(try identity(replacing: "85", with: "85.0") == same)
    #expect(try identity(replacing: "85}]", with: "85}], logic: any") == same)
    #expect(try identity(replacing: "safety_policy", with: "safety_output_policy") == same)
    #expect(
      try identity(replacing: "NORMAL: {}", with: "NORMAL: {description: x, thresholds: {a: 1}}")
        == same)
    #expect(try identity("edges: [ALERT_to_NORMAL, NORMAL_to_ALERT]\n" + base) == same)
    let lines = base.split(separator: "\n")
    let swapped = [lines[0], lines[1], lines[3], lines[2]].joined(separator: "\n")
    #expect(try identity(swapped) == same)
  }

  @Test func `every change of meaning changes it`() throws {
    let changes = [
      ("85", "86"), ("\">\"", "\">=\""), ("85}]", "85}], logic: all"),
      ("85}]", "85, duration_seconds: 0}]"), ("85}]", "85, clear: 70}]"),
      ("85}]", "85}], cooldown_seconds: 0"), ("85}]", "85}], requires_human_approval: true"),
      ("85}]", "85}], proposal_expires_seconds: 5"), ("85}]", "85}], effects: [{notify: x}]"),
      ("value: 0}", "value: 0, window_seconds: 300}"),
      ("NORMAL: {}, ALERT: {}", "ALERT: {}, NORMAL: {}"),
      ("NORMAL: {}", "NORMAL: {min_dwell_seconds: 1}"),
      ("NORMAL: {}", "NORMAL: {max_concurrent_tasks: 1}"), ("ALERT: {}}", "ALERT: {}, X: {}}"),
      ("modes", "oscillation: {transitions: 4}\nmodes"),
      ("modes", "edges: [NORMAL_to_ALERT, {edge: ALERT_to_NORMAL}, X_to_ALERT]\nmodes"),
    ]
    var seen: Set<String> = [try identity(base)]
    for (old, new) in changes.dropLast() {
      #expect(seen.insert(try identity(replacing: old, with: new)).inserted, "\(new)")
    }
  }
}
