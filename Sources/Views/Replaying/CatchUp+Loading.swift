import Events
import Folding
import Index
import Journal

extension CatchUp {
  /// The first place that each projection can begin at, before skips are known.
  mutating func place(of projection: any Projection) throws -> Place {
    let registration = Self.registration(of: projection)
    var place = Place(
      identity: try registration.identity(), fingerprint: try registration.fingerprint(),
      registration: registration, generation: 0)
    if options.bounds.isWindow {
      try goOn(&place)
      return place
    }
    guard let checkpoints, let (stored, snapshot) = stored(for: place.identity, in: checkpoints)
    else { return place }
    place.stored = stored.version
    place.generation = place.stored?.generation ?? 0
    switch stored {
    case .nothing: break
    case .damaged: place.refuse(.damaged)
    case .checkpoint(let checkpoint):
      place.start = checkpoint
      if let refusal = try refusal(of: checkpoint, &place, snapshot) { place.refuse(refusal) }
    }
    return place
  }

  /// nil where nobody can look now: the log has all that is needed.
  private mutating func stored(
    for identity: ProjectionIdentity, in checkpoints: any CheckpointKeeping
  ) -> (stored: Checkpoint.Stored, snapshot: SnapshotReader)? {
    do {
      let snapshot = try checkpoints.snapshot()
      return (try snapshot.checkpoint(of: identity), snapshot)
    } catch {
      warn("the kept state of \(identity.name) cannot be read: \(error)")
      return nil
    }
  }

  mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }

  /// Says that what is kept was found to be damaged, unless a warning says so already.
  mutating func warnOfDamage() {
    guard let damage = checkpoints?.views.takeDamage() else { return }
    if !warnings.contains(where: { $0.contains(damage) }) { warn(damage) }
  }

  static func registration(of projection: some Projection) -> any Registration {
    Registered(projection)
  }

  /// Why a checkpoint cannot be gone on from; nil where it can.
  private mutating func refusal(
    of checkpoint: Checkpoint, _ place: inout Place, _ snapshot: SnapshotReader
  ) throws -> Refusal? {
    if checkpoint.fingerprint != place.fingerprint.description { return .otherState }
    if try !checkpoint.anchor.holds(for: log, before: checkpoint.position, in: anchorID) {
      return .otherLog
    }
    let isWanted = wants(checkpoint)
    if let record = checkpoint.rows {
      guard let keyed = place.registration as? any KeyedRegistration else { return .undecodable }
      guard isWanted else { return .unwanted }
      let rows = try rows(beside: checkpoint, record, in: snapshot)
      keyed.restore(from: rows, isLazy: leavesRows)
      place.base = RowsBase(version: checkpoint.version, record: record)
      if leavesRows { place.rows = rows }
      return refusal(of: rows, place.identity)
    }
    do { try place.registration.restore(checkpoint.state) } catch { return .undecodable }
    return isWanted ? nil : .unwanted
  }

  private func wants(_ checkpoint: Checkpoint) -> Bool {
    // A strict replay names the event that failed, and so has to come by it.
    options.usesCheckpoints && options.bounds.admit(checkpoint.milestone)
      && !(options.isStrict && checkpoint.counts.failed > 0)
  }

  /// Finds the skips of the log; a checkpoint that did not honour one of them is of no use.
  mutating func findSkips(_ bounds: Range<Position>) throws {
    var deaths = FoldDeaths(of: log)
    var from = places.map { $0.start?.position ?? bounds.lowerBound }.min() ?? bounds.upperBound
    while true {
      var found = try view.skips(from: from, to: bounds.upperBound, jobs: options.jobs) + met
      found += deaths.settle(in: log, known: found + honoured)
      var isComplete = true
      for index in places.indices {
        isComplete = places[index].honour(found) && isComplete
      }
      self.deaths = deaths
      if isComplete || from == bounds.lowerBound { break }
      met += found
      from = bounds.lowerBound
    }
  }

  /// The skips that the checkpoints at hand have honoured.
  private var honoured: [Skip] {
    places.flatMap { place in
      (place.start?.skips ?? []).map { Skip(projection: place.identity.identifier, position: $0) }
    }
  }

  /// Brings the index up to the end of the log, where it can spare the fold any lines, and looks
  /// into it as it is then. Without it every line is read.
  mutating func lookIntoIndex() {
    view = LogView(log, progress: options.progress)
    guard let index, !isNearEnd else { return }
    let wanted = places.reduce(Interest.names([])) { $0.union($1.registration.interest) }
    do {
      if bringsIndexUp && (wanted != .everything || options.bounds.isWindow) {
        try index.bringUp(timeout: ViewsStore.timeout)
      }
      view = LogView(log, try index.snapshot(), progress: options.progress)
    } catch let error as ViewsError where error.code == .busy {
      // Somebody else brings it up.
      view = LogView(log, try? index.snapshot(), progress: options.progress)
    } catch {
      warn("the index could not be used: \(error)")
    }
  }

  /// Sets the fold up for the places as they are.
  mutating func begin() {
    var bounds = options.bounds
    // At the start of a line, where blocks that were picked from end, too.
    if window == nil { bounds.to = end ?? bounds.to }
    fold = Fold(isStrict: options.isStrict, bounds: bounds, makesPages: options.makesPages)
    fold.core.now = options.now
    for index in places.indices {
      // A state that was decoded and then refused is not begun with.
      if places[index].start == nil {
        places[index].base = nil
        places[index].rows = nil
        places[index].registration = places[index].registration.fresh()
      }
      // What was pruned is kept of all stores together. A window begins with none of it, which is said.
      if choice == nil, places[index].start == nil || options.bounds.isWindow {
        beginAtBase(index)
      }
      fold.add(places[index].registration)
    }
    fold.add(SkipWatch(of: storeID))
    let drained = view.drained
    fold.core.isForeign = { drained.contains($0) }
    if let choice { fold.core.isLeftOut = { !choice.holds($0) } }
    fold.core.skips = places.map { SkippedPositions($0.skips) }
    if let mark = FoldDeaths.mark(for: places.map(\.identity), in: log) {
      fold.core.mark = mark
    }
    let first = places.map { $0.start?.position ?? origin }.min() ?? origin
    fold.core.progress.milestone =
      places.compactMap(\.start).first { $0.position == first }?.milestone ?? firstMilestone
    if places.contains(where: { $0.start == nil }) {
      fold.core.progress.milestone = firstMilestone
    }
    fold.core.activate(active)
    for (index, place) in places.enumerated() {
      if let start = place.start { fold.core.resume(index, from: start.counts) }
    }
  }

  /// Which projections take part where the fold stands; the watch for skips always does.
  var active: [Bool] {
    places.map { place in (place.start?.position ?? origin) <= position } + [true]
  }

  var interest: Interest {
    zip(fold.core.registrations, active).filter(\.1)
      .reduce(.names([])) { $0.union($1.0.interest) }
  }

  /// Lets in the projections whose checkpoints were made here; false where one of those knows
  /// another log than the fold has seen.
  mutating func join() -> Bool {
    let here = places.compactMap(\.start).filter { $0.position == position }
    guard here.allSatisfy({ $0.milestone == fold.progress.milestone }) else { return false }
    fold.core.activate(active)
    return true
  }

  /// Begins anew without any checkpoint.
  mutating func restart() {
    for index in places.indices where places[index].start != nil {
      places[index].refuse(.otherLog)
    }
    begin()
  }
}
