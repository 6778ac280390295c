package import Events
package import Lines

/// The inside of a fold: batches go in, one after the other, and states change.
package struct FoldCore: BatchTaking {
  package var registrations: [any Registration] = []
  var isStrict = false
  var bounds = Fold.Bounds()
  /// Whether replays tell what people are shown.
  var makesPages = false
  /// By place of the projection: what is passed over, so that it does not kill the process again.
  package var skips: [SkippedPositions] = []
  /// Where it says which event is being handled, for whoever comes after a trap.
  package var mark = Mark()
  /// Whether the line at a position was said by others, and only taken in; nil where nobody knows.
  package var isForeign: (@Sendable (Position) -> Bool)?
  package var progress = Fold.Progress()
  private var dispatch = Dispatch()
  /// By place of the projection.
  private var counts: [ProjectionCounts] = []
  private var isActive: [Bool] = []
  private var isReady = false

  /// Lays the table by which events find their handlers; further registrations come too late.
  mutating func prepare() {
    guard !isReady else { return }
    activate(registrations.indices.map { _ in true })
  }

  var hasBegun: Bool { isReady }

  package var isAtBound: Bool { progress.isAtBound }

  /// Lays the table for the projections that take part from here on.
  package mutating func activate(_ active: [Bool]) {
    settleCounts()
    isReady = true
    isActive = active
    dispatch = Dispatch(
      registrations.enumerated().filter { active[$0.offset] }.map { ($0.offset, $0.element) })
    let missing = registrations.count - counts.count
    counts += Array(repeating: ProjectionCounts(), count: missing)
    skips += Array(repeating: SkippedPositions(), count: registrations.count - skips.count)
  }

  /// What a projection met before this fold began.
  package mutating func resume(_ place: Int, from earlier: ProjectionCounts) {
    counts[place] = earlier
  }

  /// What the projection at this place has met.
  package func counts(of place: Int) -> ProjectionCounts {
    guard place < counts.count else { return ProjectionCounts() }
    var total = counts[place]
    total.matched += dispatch.matched(by: place)
    return total
  }

  /// Shows every event of a batch to those who want it.
  ///
  /// - Throws: `handlerFailed` when a handler threw and the fold is strict.
  @discardableResult
  package mutating func take(_ batch: LineBatch) throws(FoldError) -> Never? {
    if progress.isAtBound { return nil }
    let portion = Portion(of: batch, after: progress.milestone, within: bounds)
    let end = portion.milestone.through ?? portion.start
    let isCareful = skips.contains { $0.touches(portion.start..<max(portion.start, end)) }
    // A span of a copy, so that calling a step neither counts references nor checks exclusivity.
    let entries = dispatch.entries
    let steps = entries.span
    for index in 0..<portion.count {
      let name = batch.nameID(at: index)
      var list = dispatch.list(of: name)
      if name == .overflow && dispatch.wantsUnnumbered {
        list = dispatch.list(ofUnnumbered: batch.event(at: index).name)
      }
      if dispatch.isReserved[list], let isForeign, isForeign(batch.position(at: index)) {
        // It is shown like one that no handler names, and steers nothing.
        list = 0
      }
      let wanted = dispatch.lists[list]
      if wanted.isEmpty { continue }
      let event = batch.event(at: index)
      if bounds.isWindow && !bounds.admits(event.time) { continue }
      dispatch.count(list)
      for place in wanted {
        if isCareful && skips[steps[place].projection].contains(event.position) {
          counts[steps[place].projection].skipped += 1
          continue
        }
        do {
          mark.set(event.position, steps[place].projection)
          try steps[place].step(event)
        } catch {
          try fail(steps[place].projection, at: event.position, error)
        }
      }
      mark.clear()
    }
    account(for: batch, portion)
    return nil
  }

  private mutating func account(for batch: LineBatch, _ portion: Portion) {
    let seen = progress.quarantined
    progress.milestone = portion.milestone
    progress.isAtBound = portion.isLast
    let room = Fold.Progress.detailLimit - progress.firstQuarantined.count
    let found = batch.quarantined.prefix(portion.milestone.quarantined - seen)
    progress.firstQuarantined += found.prefix(room)
  }

  /// Moves the counts of the table into those of the projections, before there is another table.
  private mutating func settleCounts() {
    for place in counts.indices { counts[place] = counts(of: place) }
    dispatch = Dispatch()
  }

  private mutating func fail(
    _ projection: Int, at position: Position, _ error: any Error
  ) throws(FoldError) {
    let name = registrations[projection].name
    counts[projection].failed += 1
    if progress.firstFailures.count < Fold.Progress.detailLimit {
      progress.firstFailures.append(
        Fold.Failure(projection: name, position: position, message: String(describing: error)))
    }
    guard isStrict else { return }
    mark.clear()
    throw FoldError(
      .handlerFailed, "a handler of \(name) failed on the event at position \(position)",
      at: position, cause: error)
  }
}
