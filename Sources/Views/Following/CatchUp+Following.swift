import Events
import Folding
import Journal
import Lines

extension CatchUp {
  /// Takes it that nothing is stored where that is so, because the views were deleted or are
  /// damaged, and keeps the state that is here in its place.
  mutating func expectNothing(at indices: [Int]) throws {
    guard let checkpoints else { return }
    for index in indices
    where try checkpoints.stored(for: places[index].identity).version == nil {
      expectStored(nil, at: index)
    }
  }

  /// The next lines as a tail has them, where every projection of the catch-up is at them.
  func next(of tail: LogTail) throws(FoldError) -> LogTail.Answer {
    // Who joins further on is waited for by reading up to there.
    let (here, time) = (position, fold.progress.milestone.lastTime)
    if let joining = places.compactMap({ $0.start?.position }).filter({ $0 > here }).min() {
      return .elsewhere(until: joining)
    }
    return try readable { () throws(JournalError) in try tail.next(after: here, at: time) }
  }

  /// Folds lines that were parsed for several at once.
  mutating func take(_ batch: LineBatch) throws(FoldError) {
    options.progress?(Int64(batch.chunk.count))
    try fold.take(batch)
  }

  /// Reads every line from here on: what an index knew when the catch-up began is of no use at the
  /// end of the log, and looking into it holds pages of the views.
  mutating func forgetIndex() { view = LogView(log, progress: options.progress) }
}
