/// Following a store live.
extension Store {
  /// Projections that follow the log, this process's appends and those of others.
  ///
  /// ```swift
  /// for try await update in store.follow(PhaseTiming(), Velocity()) {
  ///   guard update.isCaughtUp else { continue }
  ///   update.withState(of: Velocity.self) { show($0) }
  /// }
  /// ```
  ///
  /// All are folded in one pass. Each begins with the state that is kept of it, and what it comes
  /// to is kept, so that a restart costs little. Any number of processes may follow one
  /// projection: nothing is counted twice.
  public func follow(
    _ projections: any Projection..., options: Following.Options = Following.Options()
  )
    -> Following
  {
    follow(projections, options: options)
  }

  /// Projections that follow the log, when there is a list of them.
  public func follow(
    _ projections: [any Projection], options: Following.Options = Following.Options()
  )
    -> Following
  {
    Following(projections, of: session, options)
  }

  /// The events that meet a filter, from a position on, and those that come.
  ///
  /// - Parameters:
  ///   - position: the start of a line; nil is the oldest that is kept. Where it was pruned away,
  ///     the sequence throws `truncated`.
  ///   - filter: which events; all of them without one.
  ///   - draining: whether to move the inbox and abandoned spool files into the log as they grow.
  public func follow(
    from position: Position? = nil, matching filter: Filter, draining: Bool = false
  ) -> Subscription {
    let filter = seen(Query(filter)).filter
    return Subscription(to: log, from: position, matching: filter, draining: draining)
  }

  /// What a projection comes to once it has everything before `position`: one's own append, say.
  ///
  /// ```swift
  /// let receipt = try store.log.append(event)
  /// let replay = try await store.wait(for: Velocity(), toReach: receipt.end)
  /// ```
  ///
  /// Where a follower lives, in whichever process, its kept state is waited for; else the log is
  /// folded here.
  ///
  /// - Parameters:
  ///   - projection: with its parameters.
  ///   - position: the end of a line, as a receipt has it.
  ///   - timeout: how long to wait.
  /// - Throws: `notReached` at the deadline, which says how far it has come; else as `replay`.
  public func wait(
    for projection: any Projection, toReach position: Position,
    timeout: Duration = .seconds(5)
  ) async throws -> Replay {
    try await replayer(Replay.Options()).wait(
      for: projection, toReach: position, timeout: timeout)
  }
}
