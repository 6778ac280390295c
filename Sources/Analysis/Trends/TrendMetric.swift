import TLM

/// What is told of periods one after the other.
package enum TrendMetric: String, Sendable, CaseIterable {
  /// Events that have a time.
  case events
  /// Issues that were started.
  case started
  /// Issues that were completed, however.
  case completed
  /// Issues that failed.
  case failed
  /// The share of successes among issues that succeeded or failed.
  case success_rate
  /// How long an issue took, on average.
  case duration_s
  /// How long a phase took, on average.
  case phase_s
  /// Calls of tools by agents.
  case calls
  /// The share of failures among the calls that ran.
  case error_rate
  /// How long a call took, on average.
  case call_s
  /// Sessions of agents.
  case sessions
  /// What people asked agents.
  case prompts
  /// Responses of models.
  case responses
  /// Tokens of all kinds.
  case tokens
  /// What responses cost that have a price.
  case cost_usd
  /// Runs that began.
  case runs
  /// Those of them that failed.
  case run_failures
  /// The share of successes among those of them that have ended.
  case run_success_rate
  /// How long one of them took, on average.
  case run_s

  /// What its numbers are of.
  package enum Unit: String, Sendable {
    /// Things, one by one: a period without any has 0.
    case count
    /// A part of 1.
    case ratio
    case seconds
    case tokens
    case dollars
  }

  /// What its numbers are of.
  package var unit: Unit {
    switch self {
    case .success_rate, .error_rate, .run_success_rate: .ratio
    case .duration_s, .phase_s, .call_s, .run_s: .seconds
    case .tokens: .tokens
    case .cost_usd: .dollars
    case .events, .started, .completed, .failed, .calls, .sessions, .prompts, .responses, .runs,
      .run_failures:
      .count
    }
  }

  /// Whether a period in which nothing happened has 0, and not nothing.
  var countsNothing: Bool { unit == .count || unit == .tokens || unit == .dollars }

  /// Whether it is a number of runs.
  var isOfRuns: Bool { groups.contains(.agent) }

  /// Whether more of it is better; nil where that is nobody's business.
  var isGood: Bool? {
    switch self {
    case .completed, .success_rate, .run_success_rate: true
    case .failed, .duration_s, .phase_s, .error_rate, .call_s, .run_failures, .run_s: false
    default: nil
    }
  }

  /// By what it can be told apart.
  package var groups: [TrendGroup] { said + [.host] }

  /// What events say themselves of it.
  private var said: [TrendGroup] {
    switch self {
    case .events: [.tool]
    case .started, .completed, .failed, .success_rate, .duration_s: [.tool, .type]
    case .phase_s: [.tool, .type, .phase]
    case .calls, .error_rate, .call_s: [.tool]
    case .responses, .tokens, .cost_usd: [.model]
    case .sessions, .prompts: []
    case .runs, .run_failures, .run_success_rate, .run_s: [.agent]
    }
  }
}

/// By what numbers are told apart.
package enum TrendGroup: String, Sendable, CaseIterable {
  /// The program that emitted; of calls the tool that was called.
  case tool
  /// The type of issue.
  case type
  /// The phase of the work on an issue.
  case phase
  /// The language model.
  case model
  /// The machine, where a relay pulled the events of several.
  case host
  /// The agent that ran.
  case agent
}
