import Events

/// The lines that an index names for a query, in the query's order; each is to be confirmed.
struct NamedLines {
  private enum Source {
    case candidates(Candidates)
    case list(ArraySlice<Position>)
  }
  private var source: Source

  /// Nil where the filter has nothing in it that the index knows.
  init?(_ query: Query, in stretch: Range<Position>, of snapshot: IndexSnapshot)
    throws(ViewsError)
  {
    let filter = query.filter
    if !filter.eventIDs.isEmpty || !filter.idempotencyKeys.isEmpty {
      var found: Set<Position> = []
      // Both are exact; of two conditions one is enough.
      if !filter.eventIDs.isEmpty {
        for id in filter.eventIDs { found.formUnion(try snapshot.positions(ofID: id)) }
      } else {
        for key in filter.idempotencyKeys { found.formUnion(try snapshot.positions(ofKey: key)) }
      }
      let list = found.filter { stretch.contains($0) }.sorted()
      source = .list((query.newestFirst ? list.reversed() : list)[...])
      return
    }
    guard
      let candidates = try snapshot.candidates(
        for: filter, in: stretch, newestFirst: query.newestFirst)
    else { return nil }
    source = .candidates(candidates)
  }

  /// The next `count` positions, fewer at the end, and what kept the index from going on.
  mutating func next(_ count: Int) -> (positions: [Position], failure: ViewsError?) {
    switch source {
    case .list(let list):
      source = .list(list.dropFirst(count))
      return (Array(list.prefix(count)), nil)
    case .candidates(var candidates):
      var positions: [Position] = []
      do throws(ViewsError) {
        while positions.count < count, let position = try candidates.next() {
          positions.append(position)
        }
      } catch { return (positions, error) }
      source = .candidates(candidates)
      return (positions, nil)
    }
  }
}
