import Analysis
import SystemCalls
package import TLM

/// The sessions of a period for who turns their pages: made anew once the log goes on, prices change, or a
/// minute is over.
package final class SessionShelf: Sendable {
  /// What figures are of.
  private struct Subject: Equatable {
    let since: String
    /// In minutes: where a period begins that ends now, none but its oldest sessions tells a difference.
    let start: Int64?
    let prices: PriceTable
    let end: Position
    let store: String?
    let edition: Int
  }

  private let kept = Guarded<(subject: Subject, figures: SessionFigures)?>(nil)
  private let parts = Guarded(Recent<[String], SessionShelf>(most: RunShelf.mostParts))

  package init() {}

  /// The shelf of the whole store, or of such events of it as are seen alone.
  ///
  /// - Throws: `noOrigin` where those are of no store any more.
  package func shelf(of store: Store) throws -> SessionShelf {
    if !store.isPart { return self }
    let ids = try store.originIDs()
    return parts.withLock { parts in parts.value(of: ids) { SessionShelf() } }
  }

  /// - Parameter since: `all`, or as the command line takes it.
  /// - Throws: `AnalysisError` where it cannot be meant; as `Store.usage`.
  func figures(
    since: String, at prices: PriceTable, of store: Store, now: Timestamp
  ) throws -> SessionFigures {
    var start: Timestamp?
    if since != "all" {
      let reader = PeriodReader(now: now, offset: Words.offset)
      start = try reader.window(since: since, until: nil).period.start
    }
    _ = store.drainBeforeReading()
    let subject = Subject(
      since: since, start: start.map { $0.wholeSecond.flooredDivision(by: 60) }, prices: prices,
      end: try store.log.bounds().upperBound, store: try store.log.readIdentity()?.id,
      edition: store.log.edition)
    let known = kept.withLock { $0 }
    if let known, known.subject == subject { return known.figures }
    let figures = SessionFigures(try PeriodUsage(since: start, at: prices, of: store))
    kept.withLock { $0 = (subject, figures) }
    return figures
  }
}
