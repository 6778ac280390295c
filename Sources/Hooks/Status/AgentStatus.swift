package import Events

/// What Claude Code tells its status line: how full the context is, and what the session has cost.
///
/// Any of it may be missing, and what is no sensible number counts as missing.
package struct AgentStatus: Sendable, Equatable {
  package var sessionID: String?
  /// The model's id, and what people call it.
  package var model: String?
  package var modelName: String?
  package var effort: String?
  package var folder: String?
  /// Tokens that are in the context now, and those that it has room for.
  package var contextTokens: Int64?
  package var contextSize: Int64?
  /// How much of the context is used, between 0 and 100.
  package var usedPercent: Double?
  /// What the session has cost so far.
  package var costUSD: Double?
  package var duration_ms: Int64?
  package var waiting_ms: Int64?
  package var linesAdded: Int64?
  package var linesRemoved: Int64?

  package init(_ document: Value) {
    sessionID = document["session_id"]?.text
    model = document["model"]?["id"]?.text
    modelName = document["model"]?["display_name"]?.text ?? model
    effort = document["effort"]?["level"]?.text
    folder = document["workspace"]?["current_dir"]?.text ?? document["cwd"]?.text
    let cost = document["cost"]
    costUSD = cost?["total_cost_usd"]?.amount
    duration_ms = cost?["total_duration_ms"]?.whole
    waiting_ms = cost?["total_api_duration_ms"]?.whole
    linesAdded = cost?["total_lines_added"]?.whole
    linesRemoved = cost?["total_lines_removed"]?.whole
    let window = document["context_window"]
    contextSize = window?["context_window_size"]?.whole
    contextTokens = window.flatMap(Self.tokens) ?? window?["total_input_tokens"]?.whole
    usedPercent = window?["used_percentage"]?.amount ?? Self.percent(contextTokens, contextSize)
    // A share of more than all is a mistake of whoever counted.
    if let percent = usedPercent, percent > 100 { usedPercent = nil }
  }

  /// What the last request sent is what the context holds.
  private static func tokens(in window: Value) -> Int64? {
    guard let usage = window["current_usage"] else { return nil }
    let parts = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
      .compactMap { usage[$0]?.whole }
    return parts.isEmpty ? nil : parts.reduce(0, +)
  }

  private static func percent(_ part: Int64?, _ whole: Int64?) -> Double? {
    guard let part, let whole, whole > 0 else { return nil }
    return Double(part) / Double(whole) * 100
  }
}

extension Value {
  /// Greater numbers are none that a session comes to.
  private static let greatest = 1e15

  /// A number that is not negative, whole or not.
  fileprivate var amount: Double? { number.flatMap { (0...Self.greatest).contains($0) ? $0 : nil } }

  /// The same, without what is behind the point.
  fileprivate var whole: Int64? { amount.map { Int64($0) } }
}
