package import Events

/// What an agent's work came to.
package struct UsageAnswer: Sendable {
  /// All of it.
  package internal(set) var totals = UsageGroup()
  /// By model; the models of responses alone.
  package internal(set) var models: [Label: UsageGroup] = [:]
  /// By date, as `2026-09-01`; what has no time is in none.
  package internal(set) var days: [Label: UsageGroup] = [:]
  /// By session; what names none is in none.
  package internal(set) var sessions: [Label: UsageGroup] = [:]
  /// What lines say of sessions as a whole.
  var facts: [Label: SessionFacts] = [:]
  /// The folders that sessions work in, where the answer is of sums.
  var knownProjects: [Label: Label] = [:]
  /// By hour since 1970, where hours are asked for.
  package internal(set) var hours: [Int64: UsageGroup] = [:]
  /// How sessions went, where details are asked for.
  package internal(set) var courses: [Label: SessionCourse] = [:]
  /// The pieces of work that are in the figures, of the sessions whose work was asked for.
  var work: [(key: Label, row: AgentUsage.Row)] = []
  /// What is not in the figures, or not in all of them.
  package internal(set) var leftOut = LeftOut()
  /// What sources say that work cost, against what the table makes of the same.
  package internal(set) var comparison = Comparison()

  /// What is not in the figures, or not in all of them.
  package struct LeftOut: Sendable, Equatable {
    /// Work without a time of its own: in no day, and in nothing where a time is asked for.
    package internal(set) var untimed = 0
    /// Work that names no session: in no session.
    package internal(set) var withoutSession = 0
    /// Responses of models that have no price: in no cost.
    package internal(set) var unpriced = 0
    /// Responses with a count of tokens that nobody can read: it counts as 0.
    package internal(set) var unreadable = 0
    /// Responses with a cost of their own that nobody can read: in no cost.
    package internal(set) var unreadableCosts = 0
    /// What hooks and telemetry tell of work that a transcript tells already, under ids that cannot be
    /// compared.
    package internal(set) var toldBetter = 0
  }

  /// What sources say that work cost, against what the table makes of the same.
  package struct Comparison: Sendable, Equatable {
    /// Responses of which both is known.
    package internal(set) var responses = 0
    /// What the sources say.
    package internal(set) var own = Dollars.zero
    /// What the table makes of it.
    package internal(set) var table = Dollars.zero
  }

  /// The folder that a session works in, by its first line that says it.
  package func project(of session: Label) -> Label? {
    knownProjects[session] ?? facts[session]?.projectName
  }

  /// By the folder that sessions work in; nil: that of sessions that do not say it.
  package var projects: [Label?: UsageGroup] {
    var projects: [Label?: UsageGroup] = [:]
    for (session, group) in sessions.sorted(by: { $0.key < $1.key }) {
      projects[project(of: session), default: UsageGroup()].merge(group)
    }
    return projects
  }

  /// What rows come to.
  package init(of rows: Rows<AgentUsage.Row>, _ question: UsageQuestion = UsageQuestion()) {
    var counting = UsageCounting(rows, question)
    rows.forEach { key, row in counting.add(key, row) }
    self = counting.answer
  }
}
