package import Events
import Journal
package import Lines

/// The inside of a fold: batches go in, one after the other, and states change.
package struct FoldCore: BatchTaking {
  package var registrations: [any Registration] = []
  var isStrict = false
  var bounds = Fold.Bounds()
  /// Whether replays tell what people are shown.
  var makesPages = false
  /// The reader's now, by which the last event of a log is believed; nil: the machine's.
  package var now: Timestamp?
  /// By place of the projection: what is passed over, so that it does not kill the process again.
  package var skips: [SkippedPositions] = []
  /// Where it says which event is being handled, for whoever comes after a trap.
  package var mark = Mark()
  /// Whether the line at a position was said by others, and only taken in; nil where nobody knows.
  package var isForeign: (@Sendable (Position) -> Bool)?
  /// Whether the line at a position is of a store that nobody asks about; nil: all are folded.
  package var isLeftOut: (@Sendable (Position) -> Bool)?
  package var progress = Fold.Progress()
  /// Of a window: the latest time that it let in, of events that anybody wants.
  package private(set) var latest: Timestamp?
  /// Of a window: whether it kept such an event away for being too late.
  package private(set) var hasMetLater = false
  private var dispatch = Dispatch()
  /// Looks for the event before which a fold ends that is bound to an instant.
  private var bound: InstantBound?
  /// By place of the projection.
  private var counts: [ProjectionCounts] = []
  private var isActive: [Bool] = []
  private var isReady = false
  /// What handlers ask for in the event at hand, and nobody can read.
  private let unreadable = UnreadableValues()

  /// What the log clock shows to the reader where the fold ended.
  var readTime: Timestamp? {
    progress.clock.believed(by: bounds.at == nil ? now ?? .current : nil).now
  }

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
    if let instant = bounds.at {
      try take(batch, until: instant)
    } else {
      try fold(batch, Portion(of: batch, after: progress.milestone, within: bounds))
    }
    return nil
  }

  /// What waits at the end of the log is believed there: it is behind the bound.
  package mutating func endLog() {
    if bound?.isUndecided ?? false { progress.isAtBound = true }
  }

  private mutating func take(_ batch: LineBatch, until instant: Timestamp) throws(FoldError) {
    var bound = self.bound ?? InstantBound(instant, after: progress.milestone)
    self.bound = nil
    defer { self.bound = bound }
    if batch.chunk.gathering != nil {
      // Lines are picked only where nothing is later.
      try fold(batch, Portion(of: batch, after: progress.milestone, within: bounds))
      return bound.skip(to: progress.milestone)
    }
    let isFound = try bound.take(batch, to: bounds.to) { part, isLast throws(FoldError) in
      try fold(part.batch, part.portion(after: progress.milestone, isLast: isLast))
    }
    if isFound { progress.isAtBound = true }
  }

  private mutating func fold(_ batch: LineBatch, _ portion: Portion) throws(FoldError) {
    let end = portion.milestone.through ?? portion.start
    let isCareful = skips.contains { $0.touches(portion.start..<max(portion.start, end)) }
    // A span of a copy, so that calling a step neither counts references nor checks exclusivity.
    let entries = dispatch.entries
    let steps = entries.span
    for index in portion.events {
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
      if let isLeftOut, isLeftOut(batch.position(at: index)) { continue }
      // Most that nobody wants is told by its keys alone.
      if let needed = dispatch.needs[list], !bounds.isWindow,
        batch.keys(at: index).isDisjoint(with: needed)
      {
        continue
      }
      let event = batch.event(at: index, noting: unreadable)
      if bounds.isWindow && !isLetIn(event.knownTime) {
        if event.isTimeUnreadable {
          // One that a projection does not want is not left out, whoever read it for another.
          for place in wanted where steps[place].isWanted?(event) ?? true {
            leaveOut(steps[place].projection)
          }
        }
        if !unreadable.isEmpty { _ = unreadable.take() }
        continue
      }
      dispatch.count(list)
      for place in wanted {
        if let isWanted = steps[place].isWanted, !isWanted(event) {
          dispatch.miss(steps[place].projection)
          // What was met in looking is nobody's.
          if !unreadable.isEmpty { _ = unreadable.take() }
          continue
        }
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
        if !unreadable.isEmpty { counts[steps[place].projection].unreadable += unreadable.take() }
      }
      mark.clear()
    }
    account(for: batch, portion)
  }

  /// Whether the window has an event of this time.
  private mutating func isLetIn(_ time: Timestamp?) -> Bool {
    guard let time else { return false }
    if let until = bounds.until, time >= until { hasMetLater = true }
    guard bounds.admits(time) else { return false }
    if latest.map({ $0 < time }) ?? true { latest = time }
    return true
  }

  private mutating func account(for batch: LineBatch, _ portion: Portion) {
    progress.milestone = portion.milestone
    progress.isAtBound = portion.isLast
    let room = Fold.Progress.detailLimit - progress.firstQuarantined.count
    guard room > 0, !batch.quarantined.isEmpty else { return }
    let range = portion.start..<max(portion.start, portion.milestone.through ?? portion.start)
    let found = batch.quarantined.lazy.filter { range.contains($0.position) }
    progress.firstQuarantined += found.prefix(room)
  }

  /// Moves the counts of the table into those of the projections, before there is another table.
  private mutating func settleCounts() {
    for place in counts.indices { counts[place] = counts(of: place) }
    dispatch = Dispatch()
  }

  private mutating func leaveOut(_ projection: Int) { counts[projection].untimely += 1 }

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
