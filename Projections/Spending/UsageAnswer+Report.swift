package import Events

extension UsageAnswer {
  /// The document of `tlm usage --json`.
  ///
  /// - Parameter hasBreakdown: whether days and sessions are told by model, too.
  package func value(hasBreakdown: Bool = false) -> Value {
    [
      "totals": .object(totals.members),
      "by_model": Self.object(models) { $0.tokenMembers + [$0.costMember, $0.responsesMember] },
      "by_day": Self.object(days) { $0.members + ($0.breakdown(if: hasBreakdown)) },
      "by_session": .object(sessionMembers(hasBreakdown)), "left_out": leftOut.value,
      "told_cost": comparison.value,
    ]
  }

  private func sessionMembers(_ hasBreakdown: Bool) -> [Member] {
    sessions.sorted { $0.key < $1.key }.map { session, group in
      let models = group.models.keys.sorted().map { Value.string($0.text) }
      let members: [Member] = [
        Member("project", Value(project(of: session))), Member("models", .array(models)),
      ]
      return Member(
        session.text, .object(group.members + members + group.breakdown(if: hasBreakdown)))
    }
  }

  static func object(
    _ groups: [Label: UsageGroup], _ members: (UsageGroup) -> [Member]
  ) -> Value {
    .object(
      groups.sorted { $0.key < $1.key }.map { Member($0.key.text, .object(members($0.value))) })
  }
}

extension UsageGroup {
  /// All its keys.
  package var members: [Member] {
    [
      Member("sessions", Value(sessions.count)), responsesMember,
      Member("prompts", Value(prompts)), Member("tool_calls", Value(toolCalls)),
      Member("tool_errors", Value(toolErrors)), Member("compactions", Value(compactions)),
    ] + tokenMembers + [
      costMember, Member("unpriced_models", .array(unpriced.sorted().map { .string($0.text) })),
    ]
  }

  var tokenMembers: [Member] {
    [
      Member("input_tokens", .integer(tokens.input)),
      Member("output_tokens", .integer(tokens.output)),
      Member("cache_read_tokens", .integer(tokens.cacheRead)),
      Member("cache_creation_tokens", .integer(tokens.cacheCreation)),
      Member("reasoning_tokens", .integer(tokens.reasoning)),
    ]
  }

  var responsesMember: Member { Member("responses", Value(responses)) }

  /// Null where nothing of it has a price.
  var costMember: Member { Member("cost_usd", Value(knownCost?.rounded)) }

  func breakdown(if isWanted: Bool) -> [Member] {
    guard isWanted else { return [] }
    let models = UsageAnswer.object(self.models) {
      $0.tokenMembers + [$0.costMember, $0.responsesMember]
    }
    return [Member("by_model", models)]
  }
}

extension UsageAnswer.LeftOut {
  fileprivate var value: Value {
    [
      "unpriced": Value(unpriced), "unreadable": Value(unreadable),
      "unreadable_costs": Value(unreadableCosts), "untimed": Value(untimed),
      "without_session": Value(withoutSession), "told_better": Value(toldBetter),
    ]
  }
}

extension UsageAnswer.Comparison {
  fileprivate var value: Value {
    [
      "responses": Value(responses), "own_usd": .double(own.rounded),
      "table_usd": .double(table.rounded),
    ]
  }
}
