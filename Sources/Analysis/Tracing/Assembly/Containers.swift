import Events

/// Spans that others may lie in, found by a key that both have and by their times.
struct Containers {
  /// How long something goes on of which nothing tells the end.
  enum Openness {
    /// Its end is known.
    case none
    /// For what names its issue or its trace, for ever; for others to the last that was told.
    case toItsOwn
    /// For ever.
    case toAll
  }

  private var byKey: [Key: Intervals] = [:]

  private struct Key: Hashable {
    let kind: UInt8
    let label: Label
  }

  /// Spans that are looked at of one key, beyond which nobody would understand the answer.
  private static let most = 64

  /// - Parameter openness: how long one goes on of which nothing tells the end.
  init(_ drafts: [SpanDraft], openness: (Int) -> Openness) {
    let forEver = Timestamp(rawValue: .max)
    for (place, draft) in drafts.enumerated() where draft.holdsOthers {
      guard let start = draft.start else { continue }
      let openness = openness(place)
      for key in Self.keys(draft.keys, hasTool: draft.level == .command) {
        let isNear = key.kind < 2
        let isOpen = openness == .toAll || openness == .toItsOwn && isNear
        let end = isOpen ? draft.until ?? forEver : draft.end ?? start
        byKey[key, default: Intervals()].add(place, from: start, to: end)
      }
    }
    for key in byKey.keys { byKey[key]?.settle() }
  }

  private static func keys(_ keys: SpanKeys, hasTool: Bool) -> [Key] {
    let all: [(UInt8, Label?)] = [
      (0, keys.issue), (1, keys.trace), (2, keys.run), (3, keys.session),
      (4, hasTool ? keys.tool : nil),
    ]
    return all.compactMap { kind, label in label.map { Key(kind: kind, label: $0) } }
  }

  /// The spans that share a key with these and in whose time an instant lies; each may come twice.
  func around(_ keys: SpanKeys, at time: Timestamp) -> [Int] {
    Self.keys(keys, hasTool: true).flatMap { byKey[$0]?.around(time, most: Self.most) ?? [] }
  }
}

extension SpanKeys {
  /// How much two have in common; nil where they contradict each other.
  ///
  /// A trace says more than a run, a run more than a session, and the program least.
  func likeness(to other: SpanKeys) -> Int? {
    var sum = 0
    let pairs: [(Label?, Label?, Int)] = [
      (issue, other.issue, 16), (trace, other.trace, 8), (run, other.run, 4),
      (session, other.session, 2),
    ]
    for (own, theirs, weight) in pairs {
      guard let own, let theirs else { continue }
      if own == theirs { sum += weight } else if weight != 8 { return nil }
    }
    if let tool, tool == other.tool { sum += 1 }
    return sum > 0 ? sum : nil
  }
}
