package import Events

extension UsageAnswer {
  /// What the sums that are kept beside rows come to: the same, but that groups know the times of their
  /// work by the hour.
  ///
  /// - Returns: nil where the rows themselves have to be looked at: for the course of sessions, for times
  ///   inside of an hour by UTC, for prices above other sizes of requests than those that are kept
  ///   apart, and where many rows, or any that is known by the id of its request alone, count by what
  ///   others say.
  package init?(sumsOf rows: Rows<AgentUsage.Row>, _ question: UsageQuestion = UsageQuestion()) {
    guard question.asksForSums, let parts = rows.sums else { return nil }
    var unsure: [Label] = []
    var (facts, compacted): ([Label: SessionFacts], Set<Label>) = ([:], [])
    for (session, sums) in parts.lazy.flatMap(\.sessions) where !sums.unsure.isEmpty {
      unsure += sums.unsure
      guard unsure.count <= Self.mostUnsure, !sums.unsure.contains(where: \.isLoose) else {
        return nil
      }
      guard let session else { continue }
      if sums.counts.values.contains(where: { $0.compactions > 0 }) { compacted.insert(session) }
      guard sums.hasFacts, case .session(let all)? = rows[Label("s" + session.text)]?.content else {
        continue
      }
      facts[session] = all.first
    }
    var counting = UsageCounting(question, facts: facts, compacted: compacted)
    for part in parts {
      for (session, sums) in part.sessions {
        guard counting.add(sums, of: session) else { return nil }
      }
    }
    for key in unsure {
      guard let row = rows[key] else { return nil }
      counting.add(key, row)
    }
    self = counting.answer
  }

  /// Rows that are looked at one by one; of more of them all are read at once.
  private static let mostUnsure = 4096
}

extension Rows<AgentUsage.Row> {
  /// All parts of the sums; nil where there are none.
  fileprivate var sums: [WorkSums]? {
    guard case .parts(let bits)? = self[Self.sumsKey]?.content else { return nil }
    var parts: [WorkSums] = []
    for part in 0..<WorkSums.parts where bits & 1 << part != 0 {
      guard case .sums(let sums)? = self[Self.sumsKey(part)]?.content else { return nil }
      parts += sums
    }
    return parts
  }
}

extension UsageQuestion {
  /// Whether sums by hour can answer it.
  fileprivate var asksForSums: Bool {
    let times = [since, until].compactMap(\.self) + prices.prices.compactMap(\.from)
    return !hasDetails && session == nil && times.allSatisfy { WorkHour($0).start == $0 }
      && prices.prices.compactMap(\.above).allSatisfy(RequestSize.steps.contains)
  }

  /// Whether the clock is ahead by the same whole hours all through an hour.
  fileprivate func hasWhole(_ hour: WorkHour) -> Bool {
    guard let start = hour.start else { return true }
    let offset = offset_s(start)
    return offset % 3600 == 0 && offset_s(start.advanced(bySeconds: 3599)) == offset
  }
}

extension UsageCounting {
  /// - Returns: false where it cannot be told by hours.
  fileprivate mutating func add(_ sums: SessionSums, of session: Label?) -> Bool {
    let hours = sums.counts.keys.map(\.self) + sums.responses.keys.map(\.hour)
    guard hours.allSatisfy(question.hasWhole) else { return false }
    if let session { answer.knownProjects[session] = sums.project }
    for (key, responses) in sums.responses { add(responses, key, of: session) }
    for (hour, counts) in sums.counts {
      let count = counts.prompts + counts.calls + counts.compactions
      guard includes(hour.start, count: count) else { continue }
      change(session, hour.start, count: count) { group in
        group.prompts += counts.prompts
        group.toolCalls += counts.calls
        group.toolErrors += counts.failures
        group.compactions += counts.compactions
      }
    }
    return true
  }

  private mutating func add(
    _ responses: ResponseSums, _ key: ResponseSums.Key, of session: Label?
  ) {
    let (time, count, tokens) = (key.hour.start, responses.count, responses.tokens)
    guard includes(time, count: count) else { return }
    let model = key.model ?? .unknown
    let table = tableCost(of: tokens, model, at: time, context: key.size.context)
    let cost = cost(key.cost, Dollars(picodollars: responses.ownCost), table, of: count)
    answer.leftOut.unreadable += responses.unreadable
    let tellsModels = question.tellsModels
    change(session, time, count: count) { group in
      group.add(tokens, cost: cost, of: model, count: count)
      guard tellsModels else { return }
      group.models[model, default: UsageGroup()].add(tokens, cost: cost, of: model, count: count)
    }
    answer.models[model, default: UsageGroup()].add(tokens, cost: cost, of: model, count: count)
    if let session { answer.models[model]?.sessions.insert(session) }
  }
}
