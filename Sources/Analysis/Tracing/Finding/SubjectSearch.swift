package import TLM

/// Finds what somebody means by an id, by its beginning, or by one that was mistyped.
package struct SubjectSearch: Sendable {
  private let store: Store
  private let kinds: [TraceSubject.Kind]

  /// Subjects that are named where several begin alike.
  private static let most = 10
  /// Ids that are less alike are no slip of each other.
  private static let threshold = 0.6
  /// Ids that are held against a mistyped one.
  private static let candidates = 200
  /// Slips that are offered.
  private static let offered = 3

  /// - Parameter kind: what the id is of; nil for whatever there is.
  package init(in store: Store, kind: TraceSubject.Kind? = nil) {
    self.store = store
    kinds = kind.map { [$0] } ?? TraceSubject.Kind.allCases
  }

  /// - Throws: `JournalError` where the log cannot be read.
  package func subject(_ id: String) throws -> FoundSubject {
    guard !id.isEmpty else { return .none(alike: []) }
    for kind in kinds {
      for spelling in TraceSubject(kind, id).spellings
      where try store.has(Store.KeyValue(key: kind.key, value: spelling)) {
        return .one(TraceSubject(kind, spelling))
      }
    }
    let found = try values(beginning: id, limit: Self.most + 1)
    // One id may be that of several things, such as a run and its session.
    if let first = found.first, Set(found.map { Label($0.id) }).count == 1 { return .one(first) }
    if !found.isEmpty { return .several(Array(found.prefix(Self.most))) }
    return .none(alike: try alike(id))
  }

  private func values(beginning prefix: String, lengths: ClosedRange<Int> = 0...Int.max, limit: Int)
    throws -> [TraceSubject]
  {
    try store.values(
      of: kinds.map(\.key), beginning: prefix, lengths: lengths, limit: limit
    ).compactMap { TraceSubject($0) }
  }

  /// Ids that look like one, the most alike first.
  private func alike(_ id: String) throws -> [TraceSubject] {
    let count = id.utf8.count
    let lengths = max(1, count - 2)...count + 2
    for text in [id.uppercased(), id.lowercased()] where text != id {
      let found = try values(beginning: text, limit: Self.offered)
      if !found.isEmpty { return Array(found.prefix(Self.offered)) }
    }
    for cut in [count - 1, count - 2, count - 4, count / 2, count / 4, 0] where cut >= 0 {
      let prefix = String(decoding: id.utf8.prefix(cut), as: UTF8.self)
      let known = try values(beginning: prefix, lengths: lengths, limit: Self.candidates)
      let ranked = known.map { subject in
        (Likeness.ratio(Array(id.lowercased().utf8), Array(subject.id.lowercased().utf8)), subject)
      }.filter { $0.0 >= Self.threshold }
      if !ranked.isEmpty {
        return ranked.sorted { ($1.0, Label($0.1.id)) < ($0.0, Label($1.1.id)) }
          .prefix(Self.offered).map(\.1)
      }
    }
    return []
  }
}
