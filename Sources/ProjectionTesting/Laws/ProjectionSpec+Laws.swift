import Events

extension ProjectionSpec {
  /// Checks every law that holds for any projection, over the log of this spec.
  ///
  /// These are ``checkDeterminism(runs:)``, ``checkReload()``, ``checkSplits()``,
  /// ``checkChunks(seed:)`` and, unless the projection listens to more than names of events,
  /// ``checkUnknownEvents()``. What happens when an event comes twice is for you to say
  /// (``checkRepeats(_:)-(Repeats)``), and other processes need a program
  /// (``checkProcesses(running:runs:)``, ``checkStrangeEvents(running:)``).
  ///
  /// A log with many kinds of events, out of order and incomplete, makes the laws worth more: real
  /// lines are the best ones.
  ///
  /// - Throws: `SpecFailure` for the first law that is broken: where, and what differs.
  @discardableResult public func checkLaws() throws -> Self {
    try checkDeterminism()
    try checkReload()
    try checkSplits()
    try checkChunks()
    if case .names = projection.body.interest { try checkUnknownEvents() }
    return self
  }
}
