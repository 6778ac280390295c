import Events
import Journal

/// Holds events against a query, on any thread.
struct QueryJudge: Sendable {
  private let query: Query
  private let drained: DrainedRanges
  /// The query's filter without what it asks of time; nil where it asks nothing.
  private let timeless: Filter?
  /// The same without what it asks of names.
  private let nameless: Filter
  /// Whether names are told by their numbers.
  private let isByNumber: Bool
  /// Whether it asks anything beside names.
  private let asksMore: Bool
  /// What it asks beside names, where that is nothing but a test.
  private let onlyTest: (@Sendable (borrowing Event) -> Bool)?
  /// Whether it asks events for their times.
  let asksForTime: Bool
  private let names: [Event.Name]
  private let hiddenNames: [Event.Name]

  /// What comes of it.
  enum Verdict {
    case met, unmet
    /// Only that nobody can read its time keeps the event out.
    case untimely
  }

  /// Names up to which each is compared.
  private static let fewNames = 8

  init(_ query: Query, _ drained: DrainedRanges) {
    self.query = query
    self.drained = drained
    let filter = query.filter
    timeless = filter.concernsTime ? filter.timeless : nil
    let all = filter.names + filter.hiddenNames
    names = filter.names.map { Event.Name($0) }
    hiddenNames = filter.names.isEmpty ? filter.hiddenNames.map { Event.Name($0) } : []
    isByNumber =
      all.count <= Self.fewNames && !all.contains(where: Filter.isPattern)
      && !(names + hiddenNames).contains { $0 == .overflow || $0 == .none }
    var rest = filter
    (rest.names, rest.hiddenNames) = ([], [])
    nameless = rest
    asksMore = !rest.isEmpty
    let test = rest.test
    rest.test = nil
    onlyTest = rest.isEmpty ? test?.holds : nil
    asksForTime = filter.asksForTime
  }

  func verdict(on event: borrowing Event) -> Verdict {
    guard query.isWanted(event.position), !query.filter.isOwn || !drained.contains(event.position)
    else { return .unmet }
    if matches(event) { return .met }
    if event.isTimeUnreadable, let timeless, timeless.matches(event) { return .untimely }
    return .unmet
  }

  private func matches(_ event: borrowing Event) -> Bool {
    let name = event.nameID
    // A name without a number of its own has to be looked at.
    guard isByNumber, name != .overflow else { return query.filter.matches(event) }
    if names.isEmpty {
      if hiddenNames.contains(name) { return false }
    } else if !names.contains(name) {
      return false
    }
    if let onlyTest { return onlyTest(event) }
    return !asksMore || nameless.matches(event)
  }
}
