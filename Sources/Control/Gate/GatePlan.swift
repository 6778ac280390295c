package import Board
package import Events

/// What agents may call under a policy: tools × mode × rates, as a gate reads it off the board.
package struct GatePlan: Sendable, Equatable {
  package let tools: GateTools
  private let policy: Policy

  /// - Parameters:
  ///   - tools: which tool is of which category.
  ///   - policy: whose modes say what may be called.
  package init(_ tools: GateTools, under policy: Policy) {
    (self.tools, self.policy) = (tools, policy)
  }

  package static func == (left: GatePlan, right: GatePlan) -> Bool {
    left.tools == right.tools && left.policy.identity == right.policy.identity
  }

  /// In the order of the bits.
  package var categories: [String] { tools.categories }

  /// The verdicts in a mode.
  ///
  /// - Parameters:
  ///   - mode: its name; of one that the policy does not have nothing is known, and all is asked.
  ///   - calls: those of agents that began in the last minute.
  package func bits(in mode: String, calls: Int) -> GateBits {
    let constraints = policy.mode(mode)?.constraints
    return GateBits(
      categories.map { category in
        constraints?.verdict(on: category, calls: calls) ?? .ask
      })
  }

  /// What is said of a mode, and what stays the same while it is in force.
  package func rules(in course: ModeRecord, sensors: SensorDirectory) -> GateRules {
    let mode = course.mode.text
    let ways = policy.edges.filter { $0.from == mode }.map(\.to)
    let release =
      course.last == nil || ways.isEmpty
      ? ""
      : "a person can change it at a terminal: tlm mode approve ID, or tlm mode set "
        + ways.joined(separator: " or ")
    return GateRules(
      tools, categories: categories, mode: mode,
      why: Self.cause(of: course, sensors: sensors), release: release)
  }

  private static func cause(of course: ModeRecord, sensors: SensorDirectory) -> String {
    guard let last = course.last else { return "as nothing has changed it" }
    let reasons = last.reasons.compactMap { ModeReason($0) }
    let cause = Policy.Sentence.cause(
      reasons, approvedBy: last.approvedBy?.text, sensors: sensors)
    return cause.isEmpty ? "because a person set it" : String(cause.drop { $0 == " " || $0 == "," })
  }
}

extension Policy.Mode.Constraints {
  /// What becomes of a call of a category.
  ///
  /// - Parameter calls: those that began in the last minute.
  package func verdict(on category: String, calls: Int) -> GateVerdict {
    if !allowed_tool_categories.isEmpty, !allowed_tool_categories.contains(category) {
      return .deny
    }
    let isHarmless = GateTools.harmless.contains(category)
    // Who may not read cannot find out why.
    if !isHarmless, let limit = tool_calls_per_minute, calls > max(0, limit) { return .tooMany }
    let needsApproval = require_approval_for.contains { word in
      switch word {
      case "everything": true
      case "all_actions", "any_write_operation": !isHarmless
      case "high_risk_tools": category == "high_risk"
      case "config_changes": category == "config_change"
      default: word == category
      }
    }
    return needsApproval ? .ask : .allow
  }
}
