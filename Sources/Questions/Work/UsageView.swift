package import Documents

/// What work is told by.
package enum UsageView: String, Sendable, CaseIterable {
  case daily
  case weekly
  case monthly
  case session
  case model
  case project
  case blocks
  case statusline

  package var hasHours: Bool { self == .blocks || self == .statusline }

  /// What its document has beside what is always there.
  package var more: UsageDocument.More {
    switch self {
    case .weekly: .weeks
    case .monthly: .months
    case .project: .projects
    case .blocks: .blocks
    case .daily, .session, .model, .statusline: .nothing
    }
  }
}
