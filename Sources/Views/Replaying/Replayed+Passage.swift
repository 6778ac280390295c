import Folding
import Folding

extension Replayed {
  init(_ passage: borrowing Passage) throws(FoldError) {
    self.init(
      try passage.replays(), passage.fold.progress,
      starts: passage.places.map { $0.start?.position }, warnings: passage.warnings,
      refusals: passage.places.map(\.refusal))
  }
}
