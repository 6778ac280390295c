/// What is known of agents that takes more than one event to know.
package enum AgentMeasure: String, Codable, Sendable, CaseIterable {
  /// US dollars since midnight, and since the hour began, in UTC; in a window, what was spent in it.
  case costToday, costThisHour
  /// US dollars in an hour, as they were spent in the window.
  case costPerHour
  /// Those of today, and what comes until midnight at that rate.
  case costUntilMidnight
  /// Tokens a minute.
  case inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens
  /// How often the call that was made most in the window was made: the same tool and input.
  case repeated
  /// Calls in the window that repeat one that failed or was refused, as a share of all.
  case retried
  /// Seconds since a file was edited, since tests ran, and since something was committed.
  case sinceEdit, sinceTest, sinceCommit

  /// What has to happen for it to be another.
  enum Group: Sendable { case spending, begins, ends }

  var group: Group {
    switch self {
    case .costToday, .costThisHour, .costPerHour, .costUntilMidnight, .inputTokens, .outputTokens,
      .cacheReadTokens, .cacheWriteTokens:
      .spending
    case .repeated, .retried: .begins
    case .sinceEdit, .sinceTest, .sinceCommit: .ends
    }
  }

  /// Whether responses without a price are missing in it.
  package var isCost: Bool {
    switch self {
    case .costToday, .costThisHour, .costPerHour, .costUntilMidnight: true
    default: false
    }
  }

  /// The seconds that it covers; nil: since midnight, since the hour began, since it was so; 300 of a
  /// share.
  var window: Int? {
    switch self {
    case .costPerHour, .costUntilMidnight: 600
    case .inputTokens, .outputTokens, .cacheReadTokens, .cacheWriteTokens: 300
    case .repeated: 120
    default: nil
    }
  }

  /// What it reads, for people.
  package var summary: String {
    switch self {
    case .costToday: "what responses of models cost since midnight, UTC"
    case .costThisHour: "what responses of models cost since the hour began"
    case .costPerHour: "what an hour costs at the rate of the window"
    case .costUntilMidnight: "what the day will have cost at the rate of the window"
    case .inputTokens: "input tokens a minute, without those of caches"
    case .outputTokens: "output tokens a minute"
    case .cacheReadTokens: "input tokens a minute that came out of a cache"
    case .cacheWriteTokens: "input tokens a minute that went into a cache"
    case .repeated: "how often the call that is made most was made, with the same input"
    case .retried: "calls that repeat one that failed or was refused, of all that began"
    case .sinceEdit: "time since a tool edited a file, a day at most"
    case .sinceTest: "time since a command ran tests, a day at most"
    case .sinceCommit: "time since a command committed, a day at most"
    }
  }
}
