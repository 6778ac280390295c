package import Events

extension UsageAnswer {
  /// The document of `tlm sessions list --json`; it takes an answer with details.
  package var sessionsValue: Value {
    .object([
      Member("count", Value(sessions.count)),
      Member(
        "sessions",
        .object(
          sessions.sorted { $0.key < $1.key }.map {
            Member($0.key.text, .object(sessionMembers($0.key, $0.value)))
          })),
    ])
  }

  /// What is known of one session; nil where there is none.
  package func sessionValue(_ session: Label) -> Value? {
    sessions[session].map { .object(sessionMembers(session, $0)) }
  }

  private func sessionMembers(_ session: Label, _ group: UsageGroup) -> [Member] {
    let facts = facts[session] ?? SessionFacts()
    let course = courses[session] ?? SessionCourse()
    let times = course.times
    let models = group.models.keys.sorted().map { Value.string($0.text) }
    return [
      Member("project", Value(facts.projectName)), Member("branch", Value(facts.branchName)),
      Member("first", group.first.map { .string($0.description) } ?? .null),
      Member("last", group.last.map { .string($0.description) } ?? .null),
      Member("turns", Value(times.turns)), Member("active_s", .double(times.active.seconds)),
      Member("waiting_s", .double(times.waiting.seconds)),
    ] + group.members.filter { $0.name != "sessions" } + [
      Member("refusals", Value(course.refusals)),
      Member("interruptions", Value(course.interruptions)), Member("errors", Value(course.errors)),
      Member("models", .array(models)), Member("cache_hit_ratio", Value(group.cacheHitRatio)),
      Member("context_peak_tokens", .integer(course.contextPeak)),
      Member("context_used_percent", Value(facts.usedPercent)),
      Member("context_impossible_percent", Value(facts.impossible)),
      Member("told_cost_usd", Value(facts.toldCost?.rounded)),
    ]
  }
}
