import Events

/// What agents spent: each response once, whoever tells it and however often.
struct Spending: Codable, Sendable, Equatable {
  var windows = Windows<SpendingBucket>()
  /// By the hour since 1970.
  private(set) var hours = Ring<SpendingBucket>()
  private var responses = RecentResponses()
  private var sessions = SessionCosts()
  /// Of Codex; nil where there are none.
  private var twofold: TwofoldSessions?
  /// Responses whose cost nobody knows: in the tokens, and in no cost.
  private(set) var unpriced = 0

  mutating func tell(
    _ telling: SpendingTelling, at time: Timestamp?, _ horizon: SensorHorizon
  ) {
    guard let news = news(of: telling), let time else { return }
    windows.record(at: time, horizon) { $0.add(news.cost, news.tokens) }
    hours.touch(time.wholeSecond.flooredDivision(by: 3600)) { $0.add(news.cost, news.tokens) }
  }

  /// What a telling adds to what was told before; nil where it adds nothing.
  private mutating func news(
    of telling: SpendingTelling
  ) -> (cost: Int128, tokens: SpentTokens)? {
    if let sum = telling.sessionCost {
      let more = sessions.raise(telling.session, toAll: sum)
      return more > 0 ? (more, SpentTokens()) : nil
    }
    var news = responses.join(telling)
    if news.isUnpriced { unpriced += 1 }
    if let teller = telling.teller, let session = telling.session {
      if twofold == nil { twofold = TwofoldSessions() }
      let taken = TwofoldSessions.Taken(cost: news.cost, tokens: news.tokens)
      let more = twofold?.add(taken, to: session, by: teller) ?? taken
      (news.cost, news.tokens) = (more.cost, more.tokens)
    }
    let cost = sessions.add(news.cost, to: telling.session)
    return cost > 0 || !news.tokens.isEmpty ? (cost, news.tokens) : nil
  }
}

/// The responses that were told last, so that one which is told again adds only what is new.
struct RecentResponses: Codable, Sendable, Equatable {
  /// Of how many it is remembered.
  static let limit = 4096

  private var known: [Label: Known] = [:]
  /// The keys in the order of their arrival, from `first` on and around.
  private var order: [Label] = []
  private var first = 0

  struct Known: Codable, Sendable, Equatable {
    var tokens = SpentTokens()
    var cost: Int128?
    /// Each of them leads to it.
    var keys: [Label]
  }

  /// What a telling adds.
  mutating func join(
    _ telling: SpendingTelling
  ) -> (cost: Int128, tokens: SpentTokens, isUnpriced: Bool) {
    guard !telling.keys.isEmpty else {
      return (telling.cost ?? 0, telling.tokens, telling.cost == nil)
    }
    let before = telling.keys.first { known[$0] != nil }.flatMap { known[$0] }
    var response = before ?? Known(keys: [])
    let tokens = response.tokens.raise(to: telling.tokens)
    let cost = max(0, (telling.cost ?? 0) - (response.cost ?? 0))
    if let told = telling.cost { response.cost = max(told, response.cost ?? 0) }
    for key in telling.keys where !response.keys.contains(key) {
      response.keys.append(key)
      remember(key)
    }
    for key in response.keys { known[key] = response }
    return (cost, tokens, before == nil && telling.cost == nil)
  }

  private mutating func remember(_ key: Label) {
    if order.count < Self.limit { return order.append(key) }
    let gone = order[first]
    for key in known[gone]?.keys ?? [] { known[key]?.keys.removeAll { $0 == gone } }
    known[gone] = nil
    order[first] = key
    first = (first + 1) % Self.limit
  }
}
