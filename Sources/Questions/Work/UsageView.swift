package import Documents
package import TLM

/// What work is told by.
package enum UsageView: String, Sendable, CaseIterable {
  case daily
  case weekly
  case monthly
  case session
  case model
  case project
  case host
  case blocks
  case statusline

  package var hasHours: Bool { self == .blocks || self == .statusline }

  /// The work of each machine, where it is told by machines.
  ///
  /// - Throws: as `Store.usage`.
  package func hosts(
    _ question: UsageQuestion, in store: Store
  ) throws -> [(name: String, group: UsageGroup)] {
    guard self == .host else { return [] }
    return try store.machines()
      .map { (name: $0.name, group: try $0.store.usage(question).totals) }
      .filter { $0.group != UsageGroup() }
  }

  /// What its document has beside what is always there.
  package func more(_ hosts: [(name: String, group: UsageGroup)]) -> UsageDocument.More {
    switch self {
    case .weekly: .weeks
    case .monthly: .months
    case .project: .projects
    case .host: .hosts(hosts)
    case .blocks: .blocks
    case .daily, .session, .model, .statusline: .nothing
    }
  }
}
