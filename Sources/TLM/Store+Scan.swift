/// Looking at many events of a store at once.
extension Store {
  /// Shows the events that meet a query to copies of a looker; what waits in sources is drained first.
  ///
  /// - Parameters: as of `Query.scan`.
  /// - Returns: how the events were found, and every copy of the looker as it ended.
  /// - Throws: as `query`.
  package func scan<Looker: EventLooker>(
    _ query: Query, jobs: Int = Replay.Options().jobs, _ looker: Looker,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ take: (Looker.Found) throws -> Bool
  ) throws -> (Query.Explanation, [Looker]) {
    let isDrained = drainBeforeReading()
    return try seen(query).scan(
      in: session, over: log, withWaiting: !isDrained, jobs: jobs, looker, progress: progress, take)
  }
}
