import Folding
import Folding

extension Replayed {
  init(_ catchUp: borrowing CatchUp) throws(FoldError) {
    self.init(
      try catchUp.replays(), catchUp.fold.progress,
      starts: catchUp.places.map { $0.start?.position }, warnings: catchUp.warnings,
      refusals: catchUp.places.map(\.refusal))
  }
}
