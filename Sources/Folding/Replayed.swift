public import Events

/// What a replay came to.
public struct Replayed: Sendable {
  /// What came of each projection, in their order.
  public let replays: [Replay]
  /// How far the fold has come, and what it met.
  public let progress: Fold.Progress
  /// Where each projection began; nil for the start of the log.
  public let starts: [Position?]
  /// Why states could not be kept, in sentences; the answers are right all the same.
  public let warnings: [String]
  /// Why what is stored for each projection was not gone on from.
  package let refusals: [Refusal?]

  package init(
    _ replays: [Replay], _ progress: Fold.Progress, starts: [Position?], warnings: [String],
    refusals: [Refusal?]
  ) {
    self.replays = replays
    self.progress = progress
    self.starts = starts
    self.warnings = warnings
    self.refusals = refusals
  }

  init(_ fold: borrowing Fold, of count: Int) throws(FoldError) {
    replays = Array(try fold.replays().prefix(count))
    progress = fold.progress
    refusals = Array(repeating: nil, count: count)
    warnings = []
    starts = Array(repeating: nil, count: count)
  }
}
