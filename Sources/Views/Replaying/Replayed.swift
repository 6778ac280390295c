public import Events

/// What a replay came to.
public struct Replayed: Sendable {
  /// What came of each projection, in their order.
  public let replays: [Replay]
  /// How far the fold has come, and what it met.
  public let progress: FoldProgress
  /// Where each projection began; nil for the start of the log.
  public let starts: [Position?]
  /// Why states could not be kept, in sentences; the answers are right all the same.
  public let warnings: [String]
  /// Why what is stored for each projection was not gone on from.
  package let refusals: [Refusal?]

  init(_ passage: borrowing Passage) throws(FoldError) {
    replays = try passage.replays()
    progress = passage.fold.progress
    refusals = passage.places.map(\.refusal)
    warnings = passage.warnings
    starts = passage.places.map { $0.start?.position }
  }

  init(_ fold: borrowing Fold, of count: Int) throws(FoldError) {
    replays = Array(try fold.replays().prefix(count))
    progress = fold.progress
    refusals = Array(repeating: nil, count: count)
    warnings = []
    starts = Array(repeating: nil, count: count)
  }
}
