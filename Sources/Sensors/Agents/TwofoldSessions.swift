import Events

/// What sessions took that two tell of without saying which response is which. Of each kind the larger
/// counts, so that who tells both ways counts once.
struct TwofoldSessions: Codable, Sendable, Equatable {
  /// Of how many sessions it is remembered.
  static let limit = 1024

  private var known: [Label: Session] = [:]
  /// In the order of their arrival, from `first` on and around.
  private var order: [Label] = []
  private var first = 0

  struct Session: Codable, Sendable, Equatable {
    var telemetry = Taken()
    var record = Taken()
  }

  /// By one of the two.
  struct Taken: Codable, Sendable, Equatable {
    var cost: Int128 = 0
    var tokens = SpentTokens()

    mutating func add(_ other: Taken) {
      cost = cost.adding(other.cost)
      tokens.add(other.tokens)
    }

    /// How much of an addition goes beyond what somebody else has told.
    func excess(of addition: Taken, over other: Taken) -> Taken {
      var all = self
      all.add(addition)
      var most = Taken(cost: max(cost, other.cost), tokens: tokens)
      _ = most.tokens.raise(to: other.tokens)
      return Taken(
        cost: max(0, all.cost - most.cost), tokens: most.tokens.raise(to: all.tokens))
    }
  }

  /// One of them tells that a session took so much more; what that adds to what both told.
  mutating func add(
    _ taken: Taken, to session: Label, by teller: SpendingTelling.Teller
  ) -> Taken {
    if known[session] == nil { remember(session) }
    var state = known[session, default: Session()]
    let news: Taken
    switch teller {
    case .telemetry:
      news = state.telemetry.excess(of: taken, over: state.record)
      state.telemetry.add(taken)
    case .record:
      news = state.record.excess(of: taken, over: state.telemetry)
      state.record.add(taken)
    }
    known[session] = state
    return news
  }

  private mutating func remember(_ session: Label) {
    if order.count < Self.limit { return order.append(session) }
    known[order[first]] = nil
    order[first] = session
    first = (first + 1) % Self.limit
  }
}
