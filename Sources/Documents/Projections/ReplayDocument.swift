package import TLM

/// What came of one projection: what `tlm replay --json` and `tlm projections rebuild --json` print.
package struct ReplayDocument: Document {
  private let replay: Replay
  private let elapsed: Duration?
  private let showsState: Bool

  /// - Parameters:
  ///   - elapsed: how long it took, by the caller's clock.
  ///   - showsState: whether the state stands there in place of the report.
  package init(_ replay: Replay, elapsed: Duration? = nil, showsState: Bool = false) {
    self.replay = replay
    self.elapsed = elapsed
    self.showsState = showsState
  }

  /// As people's own programs print it.
  package var json: Value { replay.json(elapsed: elapsed, showsState: showsState) }
}
