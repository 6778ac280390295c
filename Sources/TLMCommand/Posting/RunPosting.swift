import Exporters
import TLM

/// Follows the log and has each run sent that ends, from where it was left off.
struct RunPosting: Reactor {
  let name = "post"
  private(set) var checkpoint: Position?
  private let poster: RunPoster
  private let keeper: ExportCheckpoint
  private var kept: Position

  /// Bytes of the log that may be read again.
  private static let stride: Int64 = 1 << 20

  /// - Throws: `ExportError` with `taken` where another process does it.
  init(
    _ store: Store, _ poster: RunPoster, to receiver: RunReceiver, from start: SendingStart
  ) throws {
    self.poster = poster
    keeper = try receiver.checkpoint(of: store)
    if let last = keeper.last {
      kept = last.through
    } else {
      // What ends while nobody looks after this counts, too.
      kept = try start.position(in: store.log)
      try keeper.keep(ExportCheckpoint.State(through: kept, length: 0))
    }
    checkpoint = kept
  }

  mutating func handle(_ batch: LineBatch) async throws {
    try keeper.check()
    let ended = EndedRun.all(in: batch)
    for run in ended { try await poster.post(run) }
    checkpoint = batch.end
    // Those that wait are read again where this process ends.
    let through = min(batch.end, poster.firstWaiting ?? batch.end)
    guard !ended.isEmpty || through.rawValue - kept.rawValue > Self.stride else { return }
    try keeper.keep(ExportCheckpoint.State(through: through, length: 0))
    kept = through
  }
}
