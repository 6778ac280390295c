package import Events

/// Work that is counted together: all of it, that of a day, of a session, of a model.
package struct UsageGroup: Sendable, Equatable {
  /// The sessions that it is of.
  package internal(set) var sessions: Set<Label> = []
  /// Responses of models.
  package internal(set) var responses = 0
  /// What people asked, and side chains were asked.
  package internal(set) var prompts = 0
  /// Calls of tools.
  package internal(set) var toolCalls = 0
  /// Those of them that failed; a person's no is no failure.
  package internal(set) var toolErrors = 0
  /// How often what was said before was summed up to make room.
  package internal(set) var compactions = 0
  var tokens = TokenCounts()
  /// What the responses cost that have a price.
  package internal(set) var cost = Dollars.zero
  /// How many responses have a price.
  package internal(set) var priced = 0
  /// How many have a cost of their own that nobody can read.
  package internal(set) var unreadableCosts = 0
  /// Models of responses that have none.
  package internal(set) var unpriced: Set<Label> = []
  /// The same by model.
  package internal(set) var models: [Label: UsageGroup] = [:]
  /// The earliest and the latest time of its work.
  package internal(set) var first: Timestamp?
  /// The latest; nil where `first` is.
  package internal(set) var last: Timestamp?

  /// Nothing yet.
  package init() {}

  /// Input that came out of no cache and went into none.
  package var inputTokens: Int64 { tokens.input }
  /// Output, thoughts included.
  package var outputTokens: Int64 { tokens.output }
  /// Input that came out of a cache.
  package var cacheReadTokens: Int64 { tokens.cacheRead }
  /// Input that went into a cache.
  package var cacheCreationTokens: Int64 { tokens.cacheCreation }
  /// The part of the output that nobody is shown.
  package var reasoningTokens: Int64 { tokens.reasoning }
  /// All that is paid for.
  package var allTokens: Int64 { tokens.all }
  /// How much of the input came out of a cache; nil without any input.
  package var cacheHitRatio: Double? {
    tokens.context == 0 ? nil : Double(tokens.cacheRead) / Double(tokens.context)
  }
  /// What it cost; nil where there are responses and none has a price.
  package var knownCost: Dollars? { responses > 0 && priced == 0 ? nil : cost }

  mutating func add(
    _ tokens: TokenCounts, cost: ResponseCost, of model: Label, count: Int = 1
  ) {
    responses += count
    self.tokens.add(tokens)
    switch cost {
    case .known(let cost):
      self.cost = self.cost + cost
      priced += count
    case .unreadable: unreadableCosts += count
    case .unpriced: unpriced.insert(model)
    }
  }

  mutating func extend(to time: Timestamp?) {
    guard let time else { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// Takes in what was counted elsewhere.
  package mutating func merge(_ other: UsageGroup) {
    sessions.formUnion(other.sessions)
    responses += other.responses
    prompts += other.prompts
    toolCalls += other.toolCalls
    toolErrors += other.toolErrors
    compactions += other.compactions
    tokens.add(other.tokens)
    cost = cost + other.cost
    priced += other.priced
    unreadableCosts += other.unreadableCosts
    unpriced.formUnion(other.unpriced)
    for (model, group) in other.models { models[model, default: UsageGroup()].merge(group) }
    extend(to: other.first)
    extend(to: other.last)
  }
}

/// What a response cost.
enum ResponseCost {
  case known(Dollars)
  /// There is no price of its model.
  case unpriced
  /// The source says what it cost, in a way that nobody can read.
  case unreadable
}
