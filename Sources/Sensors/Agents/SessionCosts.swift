import Events

/// What sessions cost: by their responses, and by what their agent says that they cost so far. The
/// larger counts, so that who tells both ways counts once.
struct SessionCosts: Codable, Sendable, Equatable {
  /// Of how many sessions it is remembered.
  static let limit = 1024

  private var known: [Label: Session] = [:]
  /// In the order of their arrival, from `first` on and around.
  private var order: [Label] = []
  private var first = 0

  struct Session: Codable, Sendable, Equatable {
    /// By responses.
    var told: Int128 = 0
    /// By the agent's own sum, those of its earlier processes included.
    var all: Int128 = 0
    /// What its sum was last, which begins anew with a process.
    var last: Int128 = 0

    var cost: Int128 { max(told, all) }
  }

  /// A response of a session cost so much; what that adds.
  mutating func add(_ cost: Int128, to session: Label?) -> Int128 {
    guard let session else { return cost }
    return change(session) { $0.told = $0.told.adding(cost) }
  }

  /// A session cost so much so far; what that adds.
  mutating func raise(_ session: Label?, toAll sum: Int128) -> Int128 {
    // Of nobody in particular there is nothing to compare with.
    guard let session else { return 0 }
    return change(session) {
      $0.all = $0.all.adding(sum < $0.last ? sum : sum - $0.last)
      $0.last = sum
    }
  }

  private mutating func change(_ session: Label, _ change: (inout Session) -> Void) -> Int128 {
    if known[session] == nil { remember(session) }
    let before = known[session, default: Session()].cost
    change(&known[session, default: Session()])
    return known[session, default: Session()].cost - before
  }

  private mutating func remember(_ session: Label) {
    if order.count < Self.limit { return order.append(session) }
    known[order[first]] = nil
    order[first] = session
    first = (first + 1) % Self.limit
  }
}
