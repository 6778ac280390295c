package import Events

/// What an agent did in a run: turns, calls of tools, tokens and cost, each as far as it was told.
///
/// Of one response each kind of token counts once, by the response's id, with the largest number that
/// was told; a call counts once by its id.
package struct AgentFigures: Sendable, Equatable {
  package private(set) var turns: Int64?
  package private(set) var cost_USD: Double?
  package private(set) var session: String?
  package private(set) var model: String?
  /// What the agent itself says of all its responses.
  private var told: Event.TokenCounts?
  private var responses: [String: Event.TokenCounts] = [:]
  private var calls: Set<String> = []
  private var namelessCalls = 0

  init() {}

  package var toolCalls: Int { calls.count + namelessCalls }

  /// Whether anything was told.
  package var isEmpty: Bool { self == AgentFigures() }

  /// Tokens of all responses; nil where none were told.
  package var tokens: Event.TokenCounts? {
    if let told { return told }
    guard !responses.isEmpty else { return nil }
    var sum = Event.TokenCounts()
    for counts in responses.values { sum.add(counts) }
    return sum
  }

  /// Tokens of every kind together; nil where none were told.
  package var allTokens: Int64? {
    guard let tokens else { return nil }
    let kinds = [tokens.input, tokens.output, tokens.cacheRead, tokens.cacheCreation]
    return kinds.compactMap(\.self).reduce(0) { $0.addingReportingOverflow($1).partialValue }
  }

  mutating func begin(session: String?, model: String?) {
    self.session = session ?? self.session
    self.model = model ?? self.model
  }

  /// A call of a tool.
  ///
  /// - Returns: whether it is one that was not told before.
  @discardableResult
  mutating func call(_ id: String?) -> Bool {
    guard let id else {
      namelessCalls += 1
      return true
    }
    return calls.insert(id).inserted
  }

  /// What a response took, as far as it is told.
  ///
  /// - Returns: whether it is one that was not told before.
  @discardableResult
  mutating func respond(_ id: String, _ counts: Event.TokenCounts) -> Bool {
    let isNew = responses[id] == nil
    responses[id, default: counts].raise(to: counts)
    return isNew
  }

  mutating func addTurn() { turns = (turns ?? 0) + 1 }

  mutating func addCost(_ cost: Double) { cost_USD = (cost_USD ?? 0) + cost }

  /// What the agent says at its end, which beats what was counted.
  mutating func end(turns: Int64?, cost: Double?, tokens: Event.TokenCounts?) {
    self.turns = turns ?? self.turns
    cost_USD = cost ?? cost_USD
    told = tokens ?? told
  }
}

extension AgentFigures {
  /// Members of the end of a run. They stand in an object of their own: the responses themselves are
  /// told by others, and must not count twice.
  var members: [Member] {
    guard !isEmpty else { return [] }
    var figures: [Member] = []
    if let turns { figures.append(Member("turns", .integer(turns))) }
    figures.append(Member("tool_calls", .integer(Int64(toolCalls))))
    for (name, count) in kinds { figures.append(Member(name, .integer(count))) }
    if let cost_USD { figures.append(Member("cost_usd", .double(cost_USD))) }
    if let model { figures.append(Member("model", .string(model))) }
    let session = session.map { [Member("session_id", .string($0))] } ?? []
    return session + [Member("metrics_json", .object(figures))]
  }

  private var kinds: [(name: String, count: Int64)] {
    let kinds = [
      ("input_tokens", tokens?.input), ("output_tokens", tokens?.output),
      ("cache_read_tokens", tokens?.cacheRead), ("cache_creation_tokens", tokens?.cacheCreation),
    ]
    return kinds.compactMap { name, count in count.map { (name, $0) } }
  }
}

extension Event.TokenCounts {
  fileprivate mutating func add(_ other: Self) {
    combine(other) { $0.addingReportingOverflow($1).0 }
  }

  fileprivate mutating func raise(to other: Self) { combine(other) { max($0, $1) } }

  private mutating func combine(_ other: Self, _ both: (Int64, Int64) -> Int64) {
    func joined(_ left: Int64?, _ right: Int64?) -> Int64? {
      guard let left, let right else { return left ?? right }
      return both(left, right)
    }
    input = joined(input, other.input)
    output = joined(output, other.output)
    cacheRead = joined(cacheRead, other.cacheRead)
    cacheCreation = joined(cacheCreation, other.cacheCreation)
  }
}
