/// How long a store keeps its log, as its settings say: `retention: {older_than: 90d, max_size: 5G,
/// archive: true}`.
package struct Retention: Sendable, Equatable {
  package var rules: PruneRules
  package var isArchiving: Bool

  package init(_ settings: Settings) {
    rules = PruneRules()
    if case .integer(let seconds)? = settings["retention.older_than"] {
      rules.olderThan = .seconds(seconds)
    }
    if case .integer(let bytes)? = settings["retention.max_size"] { rules.maxSize = bytes }
    isArchiving = settings["retention.archive"] == true
  }
}

/// Keeps a store within its retention, from time to time.
struct RetentionTurn {
  private var ages = SegmentAges()
  private var due = ContinuousClock.now
  /// Why the last prune was not done; nil where it was.
  private(set) var failure: String?

  /// How often it is looked at.
  private static let pause = Duration.seconds(60)

  /// Prunes when that is due.
  mutating func prune(_ store: Store, by retention: Retention, at now: ContinuousClock.Instant) {
    guard !retention.rules.isEmpty, now >= due else { return }
    due = now + Self.pause
    var request = Store.PruneRequest(retention.rules)
    request.isArchiving = retention.isArchiving
    do {
      _ = try store.prune(request, &ages)
      failure = nil
    } catch JournalError.Code.busy {
      // Somebody else prunes, or appends without a pause: the next time will do.
    } catch JournalError.Code.noStore {
      failure = nil
    } catch { failure = "retention: \(error)" }
  }

  /// Looks again at the next turn.
  mutating func wake() { due = .now }
}
