import SystemCalls

/// What became of a store and was not told yet.
package final class StoreChanges: Sendable {
  private let last = Guarded<StoreChange?>(nil)

  package init() {}

  /// Only the newest counts.
  package func note(_ change: StoreChange) { last.withLock { $0 = change } }

  package func take() -> StoreChange? {
    last.withLock { last in
      defer { last = nil }
      return last
    }
  }
}
