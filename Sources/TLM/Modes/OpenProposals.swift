/// Changes of the mode that wait for a person, the newest first.
package struct OpenProposals: Sendable {
  /// One of them.
  package struct Proposal: Sendable {
    /// What it is answered by.
    package let id: String
    package let transition: ModeTransition
    /// When it waits no more; nil where nobody said.
    package let expires: Timestamp?
    /// By what it was proposed.
    package let event: ControlEvent

    /// Whose mode it is about; nil: nobody's in particular.
    package var scope: String? { event.scope }
  }

  package private(set) var all: [Proposal] = []

  /// Events of control that are looked through, from the end.
  private static let most = 500

  /// - Parameter now: those that have expired by then wait no more.
  package init(in store: Store, at now: Timestamp) throws {
    var query = Query(ControlEvent.filter)
    (query.newestFirst, query.limit) = (true, Self.most)
    var answered: Set<String> = []
    for recorded in try store.events(matching: query) {
      guard let event = ControlEvent(recorded) else { continue }
      switch event.kind {
      case .answer(let id, _, _, _): answered.insert(id)
      case .proposal(let transition, let id, let expires):
        if answered.contains(id) || expires.map({ $0 <= now }) ?? false { continue }
        all.append(Proposal(id: id, transition: transition, expires: expires, event: event))
      default: continue
      }
    }
  }

  /// Those that are about one mode.
  ///
  /// - Parameter scope: whose; nil: nobody's in particular.
  package func about(_ scope: String?) -> [Proposal] { all.filter { $0.scope == scope } }
}
