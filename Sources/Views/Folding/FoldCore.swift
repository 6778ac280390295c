import Events
import Lines

/// The inside of a fold: batches go in, one after the other, and states change.
struct FoldCore: Sendable {
  var registrations: [any Registration] = []
  var isStrict = false
  private(set) var progress = FoldProgress()
  private(set) var dispatch = Dispatch()
  /// Failed events by the place of the projection.
  private(set) var failed: [Int] = []
  private var isReady = false

  /// Lays the table by which events find their handlers; further registrations come too late.
  mutating func prepare() {
    guard !isReady else { return }
    isReady = true
    dispatch = Dispatch(registrations)
    failed = Array(repeating: 0, count: registrations.count)
  }

  var hasBegun: Bool { isReady }

  /// Shows every event of a batch to those who want it.
  ///
  /// - Throws: `handlerFailed` when a handler threw and the fold is strict.
  mutating func take(_ batch: LineBatch) throws(FoldError) {
    let lastTime = batch.resolveTimes(from: progress.lastTime)
    // A span of a copy, so that calling a step neither counts references nor checks exclusivity.
    let entries = dispatch.entries
    let steps = entries.span
    for index in 0..<batch.count {
      let name = batch.nameID(at: index)
      var list = dispatch.list(of: name)
      if name == .overflow && dispatch.wantsUnnumbered {
        list = dispatch.list(ofUnnumbered: batch.event(at: index).name)
      }
      let wanted = dispatch.lists[list]
      if wanted.isEmpty { continue }
      dispatch.count(list)
      for place in wanted {
        do {
          try steps[place].step(batch.event(at: index))
        } catch {
          try fail(steps[place].projection, at: batch.position(at: index), error)
        }
      }
    }
    account(for: batch, lastTime)
  }

  private mutating func account(for batch: LineBatch, _ lastTime: Timestamp?) {
    progress.events += batch.count
    progress.lastTime = lastTime
    progress.quarantined += batch.quarantined.count
    let room = FoldProgress.detailLimit - progress.firstQuarantined.count
    progress.firstQuarantined += batch.quarantined.prefix(room)
    let chunk = batch.chunk
    progress.through = Position(rawValue: chunk.position.rawValue + Int64(chunk.count))
  }

  private mutating func fail(
    _ projection: Int, at position: Position, _ error: any Error
  ) throws(FoldError) {
    let name = registrations[projection].name
    failed[projection] += 1
    if progress.firstFailures.count < FoldProgress.detailLimit {
      progress.firstFailures.append(
        FoldFailure(projection: name, position: position, message: String(describing: error)))
    }
    guard isStrict else { return }
    throw FoldError(
      .handlerFailed, "a handler of \(name) failed on the event at position \(position)",
      at: position, cause: error)
  }
}
