import Events

/// Counts rows, each once and by itself, so that nothing but sums is kept.
struct UsageCounting {
  var answer: UsageAnswer
  let question: UsageQuestion
  private let loose: LooseResponses
  private var places = SharedPlaces()
  /// Sessions of which the compactions themselves are told.
  private let compacted: Set<Label>
  private var prices: [Label: [Price]] = [:]

  init(_ rows: Rows<AgentUsage.Row>, _ question: UsageQuestion) {
    self.question = question
    var (loose, compacted, answer) = (LooseResponses(), Set<Label>(), UsageAnswer())
    rows.forEach { key, row in
      switch row.content {
      case .session(let all): answer.facts[Label(String(key.text.dropFirst()))] = all.first
      case .response(let response): loose.note(key, response)
      case .mark(let mark) where mark.kind == .compaction && mark.tellers.contains(.record):
        if let session = mark.place.session { compacted.insert(session) }
      case .mark, .call, .rollout, .shared, .sums, .parts: break
      }
    }
    // Stored rows take time to read: mostly nothing has to be looked for.
    if !loose.isEmpty {
      rows.forEach { key, row in
        if case .response(let response) = row.content { loose.link(key, response) }
      }
    }
    (self.loose, self.compacted, self.answer) = (loose, compacted, answer)
  }

  /// For sums, and rows of which none is told by the id of its request alone.
  ///
  /// - Parameters:
  ///   - facts: of the sessions that the rows are of.
  ///   - compacted: sessions of which the compactions themselves are told.
  init(_ question: UsageQuestion, facts: [Label: SessionFacts], compacted: Set<Label>) {
    self.question = question
    (loose, self.compacted, answer) = (LooseResponses(), compacted, UsageAnswer())
    answer.facts = facts
  }

  mutating func add(_ key: Label, _ row: AgentUsage.Row) {
    switch row.content {
    case .response(let response):
      guard let whole = loose.whole(key, response, in: &places) else { return }
      add(whole, key)
    case .call(let call): add(call, key)
    case .mark(let mark): add(mark, key)
    case .session, .rollout, .shared, .sums, .parts: break
    }
  }
}

extension UsageCounting {
  private mutating func add(_ response: Response, _ key: Label) {
    let (session, time) = (response.place.session, response.time.time)
    if isToldBetter(response, key) { return answer.leftOut.toldBetter += 1 }
    guard includes(time) else { return }
    let model = response.place.model ?? .unknown
    let cost = self.cost(of: response, model)
    let tokens = response.tokens
    if response.isUnreadable { answer.leftOut.unreadable += 1 }
    let tellsModels = question.tellsModels
    change(session, time) { group in
      group.add(tokens, cost: cost, of: model)
      guard tellsModels else { return }
      group.models[model, default: UsageGroup()].add(tokens, cost: cost, of: model)
    }
    answer.models[model, default: UsageGroup()].add(tokens, cost: cost, of: model)
    if let session { answer.models[model]?.sessions.insert(session) }
    note(session, time) { $0.respond(at: time, isMain: response.isMain, context: tokens.context) }
    keep(.response(response), key, of: session)
  }

  /// Whether a transcript tells the same response under an id that this one has not.
  private func isToldBetter(_ response: Response, _ key: Label) -> Bool {
    // The id of a message can always be compared.
    if response.tellers.contains(.record) || key.isOfMessage { return false }
    guard let session = response.place.session, let facts = answer.facts[session] else {
      return false
    }
    let canTell = !key.isAnonymous && loose.sessionsWithRequests.contains(session)
    return !canTell && facts.isRecorded && facts.covers(response.time.time, toldBy: .telemetry)
  }

  private mutating func cost(of response: Response, _ model: Label) -> ResponseCost {
    let tokens = response.tokens
    let table = tableCost(of: tokens, model, at: response.time.time, context: tokens.context)
    let told: ResponseSums.Cost =
      response.ownCost != nil ? .told : response.hasUnreadableCost ? .unreadable : .untold
    return cost(told, response.ownCost ?? .zero, table, of: 1)
  }

  /// What the table makes of tokens; nil where it has no price of them.
  mutating func tableCost(
    of tokens: TokenCounts, _ model: Label, at time: Timestamp?, context: Int64
  ) -> Dollars? {
    let known = prices[model] ?? question.prices.prices(of: model)
    prices[model] = known
    let price = PriceTable.price(among: known, at: time, context: context)
    return price?.rates.cost(of: tokens)
  }

  /// What so many responses cost, by what the source says and the table makes of it.
  mutating func cost(
    _ told: ResponseSums.Cost, _ own: Dollars, _ table: Dollars?, of count: Int
  ) -> ResponseCost {
    var cost = table.map(ResponseCost.known) ?? .unpriced
    if told == .told {
      if let table {
        answer.comparison.responses += count
        answer.comparison.own = answer.comparison.own + own
        answer.comparison.table = answer.comparison.table + table
      }
      if !question.reprices { cost = .known(own) }
    }
    // What is said and cannot be read is not what the table says.
    if told == .unreadable && !question.reprices { cost = .unreadable }
    switch cost {
    case .unpriced: answer.leftOut.unpriced += count
    case .unreadable: answer.leftOut.unreadableCosts += count
    case .known: break
    }
    return cost
  }

  private mutating func add(_ call: WorkCall, _ key: Label) {
    let (session, time) = (call.place.session, call.time.time)
    guard includes(time) else { return }
    let outcome = call.call.end
    change(session, time) { group in
      group.toolCalls += 1
      if outcome == .failure { group.toolErrors += 1 }
    }
    note(session, time) { $0.call(from: time, call.call) }
    keep(.call(call), key, of: session)
  }

  private mutating func add(_ mark: Mark, _ key: Label) {
    let (session, time) = (mark.place.session, mark.time.time)
    if let session, let facts = answer.facts[session], facts.covers(time, toldBy: mark.tellers) {
      return answer.leftOut.toldBetter += 1
    }
    // What a compaction left is told where the compaction itself is, too.
    if mark.kind == .summary, let session, compacted.contains(session) { return }
    guard mark.kind != .error else {
      if question.includes(time) {
        note(session, time) { $0.errors += 1 }
        keep(.mark(mark), key, of: session)
      }
      return
    }
    guard includes(time) else { return }
    change(session, time) { group in
      if mark.kind == .prompt { group.prompts += 1 } else { group.compactions += 1 }
    }
    if mark.kind == .prompt { note(session, time) { $0.prompt(at: time, isMain: mark.isMain) } }
    keep(.mark(mark), key, of: session)
  }
}

extension UsageCounting {
  mutating func includes(_ time: Timestamp?, count: Int = 1) -> Bool {
    if time == nil { answer.leftOut.untimed += count }
    return question.includes(time)
  }

  mutating func change(
    _ session: Label?, _ time: Timestamp?, count: Int = 1, _ change: (inout UsageGroup) -> Void
  ) {
    func changed(_ group: inout UsageGroup) {
      change(&group)
      if let session { group.sessions.insert(session) }
      group.extend(to: time)
    }
    changed(&answer.totals)
    if let time {
      changed(&answer.days[question.date(of: time), default: UsageGroup()])
      if question.hasHours {
        let hour = time.wholeSecond.flooredDivision(by: 3600)
        changed(&answer.hours[hour, default: UsageGroup()])
      }
    }
    if let session {
      changed(&answer.sessions[session, default: UsageGroup()])
    } else {
      answer.leftOut.withoutSession += count
    }
  }

  private mutating func keep(
    _ content: AgentUsage.Row.Content, _ key: Label, of session: Label?
  ) {
    guard let session, question.session?(session) ?? false else { return }
    answer.work.append((key, AgentUsage.Row(content)))
  }

  private mutating func note(
    _ session: Label?, _ time: Timestamp?, _ change: (inout SessionCourse) -> Void
  ) {
    guard question.hasDetails, let session else { return }
    change(&answer.courses[session, default: SessionCourse()])
  }
}

extension UsageAnswer {
  init() {}
}
