import Events
import Folding

extension Passage {
  /// Takes it that nothing is stored where that is so, because the views were deleted or are
  /// damaged, and keeps the state that is here in its place.
  mutating func expectNothing(at indices: [Int]) throws {
    guard let checkpoints else { return }
    for index in indices
    where try checkpoints.stored(for: places[index].identity).version == nil {
      expectStored(nil, at: index)
    }
  }

  /// Reads every line from here on: what an index knew when the passage began is of no use at the
  /// end of the log, and looking into it holds pages of the views.
  mutating func forgetIndex() { view = LogView(log, progress: options.progress) }
}
