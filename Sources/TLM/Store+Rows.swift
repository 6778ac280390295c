/// Reading the rows of keyed projections.
extension Store {
  /// The rows of a keyed projection as they are at the end of the log: one by key, a page of them,
  /// or those that meet a condition.
  ///
  /// ```swift
  /// let issues = try store.rows(of: Issues())
  /// if let issue = try issues.row("BUG-042") { print(issue.completed) }
  /// for (key, issue) in try issues.page(after: "BUG-042", limit: 20) { print(key, issue.isOpen) }
  /// ```
  ///
  /// What is kept of the projection stays where it lies, but for the rows that are asked for; what
  /// came since is folded on top. Where nothing is kept, or nothing can be, the log is folded, and
  /// the rows are the same.
  ///
  /// - Parameters:
  ///   - projection: with its parameters.
  ///   - options: which part of the log, and how.
  /// - Throws: as `replay` with options.
  public func rows<P: KeyedProjection>(
    of projection: P, options: Replay.Options = Replay.Options()
  ) throws -> ProjectionRows<P> {
    let isDrained = drainBeforeReading()
    return try replayer(options).rows(of: projection, isDrained: isDrained)
  }
}
