import TLM

/// Changes of the mode that wait for a person.
struct OpenProposals {
  struct Proposal {
    let id: String
    let transition: ModeTransition
    let scope: String?
    let expires: Timestamp?
  }

  private(set) var all: [Proposal] = []

  /// Events of control that are looked through, from the end.
  private static let most = 500

  /// - Parameter now: those that have expired by then wait no more.
  init(in store: Store, at now: Timestamp) throws {
    var query = Query(ControlEvent.filter)
    (query.newestFirst, query.limit) = (true, Self.most)
    var answered: Set<String> = []
    for recorded in try store.events(matching: query) {
      guard let event = ControlEvent(recorded) else { continue }
      switch event.kind {
      case .answer(let id, _, _, _): answered.insert(id)
      case .proposal(let transition, let id, let expires):
        if answered.contains(id) || expires.map({ $0 <= now }) ?? false { continue }
        all.append(
          Proposal(id: id, transition: transition, scope: event.scope, expires: expires))
      default: continue
      }
    }
  }
}
