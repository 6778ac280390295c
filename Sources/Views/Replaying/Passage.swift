import Events
import Journal

/// Projections on their way through one log: what they begin with is loaded, the log is folded
/// in batches, and what they have come to is committed, as often as one likes.
///
/// ```swift
/// var passage = Passage(projections, through: log, checkpoints: store, options)
/// try passage.load()
/// try passage.advance()
/// try passage.commit()
/// ```
/// Projections may begin at different places: each joins when the fold comes to where its
/// checkpoint was made. A commit that finds another's checkpoint in the store leaves that alone;
/// whoever goes on after it loads again.
struct Passage: ~Copyable {
  let log: EventLog
  let checkpoints: (any CheckpointKeeping)?
  let options: ReplayOptions
  private let projections: [any Projection]
  private let view: LogView
  private(set) var fold = Fold()
  private(set) var places: [Place] = []
  private(set) var remains: Remains?
  /// Where the oldest line stands that is kept.
  private var origin = Position.start
  /// Skips that nobody found by looking for them.
  private var met: [Skip] = []
  /// Why states could not be read or kept.
  private(set) var warnings: [String] = []

  /// One projection of the passage.
  struct Place: Sendable {
    let identity: ProjectionIdentity
    let fingerprint: Digest
    /// What it goes on from; nil for the start of the log.
    var start: Checkpoint?
    /// What was in the store when it began, or was put there by its last commit.
    var stored: Checkpoint.Version?
    /// The generation that it commits.
    var generation: Int64
    var skips: [Position] = []
    /// Why what is stored was not used.
    var refusal: Refusal?
    /// Whether what is stored is to be replaced, however good it is.
    var isRebuilt = false

    /// Whether what is stored is of no use, or not wanted any more.
    var mustReplace: Bool { isRebuilt || refusal?.isFinal ?? false }
  }

  /// - Parameter checkpoints: where states are kept; nil where none are.
  init(
    _ projections: [any Projection], through log: EventLog,
    checkpoints: (any CheckpointKeeping)?, _ options: ReplayOptions
  ) {
    self.projections = projections
    self.log = log
    self.checkpoints = checkpoints
    self.options = options
    view = LogView(log: log, progress: options.progress)
  }

  /// Where the fold stands.
  var position: Position { fold.progress.through ?? origin }

  /// Begins: with the checkpoints that may be used, and with every skip that is in the log.
  mutating func load() throws {
    let bounds = try readable { () throws(JournalError) in try log.bounds() }
    origin = bounds.lowerBound
    places = []
    for projection in projections { places.append(try place(of: projection)) }
    try findSkips(bounds)
    try begin()
  }

  /// Folds on, up to the start of a line (nil: to the end of the log or of the bounds).
  ///
  /// - Throws: `unreadable`, `handlerFailed` where the passage is strict.
  mutating func advance(to end: Position? = nil) throws(FoldError) {
    while !fold.progress.isAtBound {
      let joining = places.compactMap { $0.start?.position }.filter { $0 > position }.min()
      let stop = [joining, end].compactMap(\.self).min()
      try fold.run(
        over: view.lines(of: interest, from: position, to: stop), jobs: options.jobs)
      guard let joining, joining == position else { return }
      if !join() { try restart() }
    }
  }

  /// Folds lines that are not in the log yet, after those that are. Nothing is committed after it.
  mutating func advance<Source: LineSource & ~Copyable>(over source: consuming Source)
    throws(FoldError)
  {
    try fold.run(over: CountedLines(source, options.progress), jobs: 1)
  }

  /// What came of each projection.
  func replays() throws(FoldError) -> [Replay] { Array(try fold.replays().prefix(places.count)) }
}

extension Passage {
  /// The first place that each projection can begin at, before skips are known.
  private mutating func place(of projection: any Projection) throws -> Place {
    let registration = Self.registration(of: projection)
    var place = Place(
      identity: try registration.identity(), fingerprint: try registration.fingerprint(),
      generation: 0)
    guard let checkpoints, let stored = stored(for: place.identity, in: checkpoints) else {
      return place
    }
    place.stored = stored.version
    place.generation = place.stored?.generation ?? 0
    switch stored {
    case .nothing: break
    case .damaged: place.refusal = .damaged
    case .checkpoint(let checkpoint):
      place.refusal = try refusal(of: checkpoint, place, registration)
      if place.refusal == nil { place.start = checkpoint }
      if place.refusal?.isFinal ?? false { place.generation += 1 }
    }
    return place
  }

  /// nil where nobody can look now: the log has all that is needed.
  private mutating func stored(
    for identity: ProjectionIdentity, in checkpoints: any CheckpointKeeping
  ) -> Checkpoint.Stored? {
    do { return try checkpoints.stored(for: identity) } catch {
      warn("the kept state of \(identity.name) cannot be read: \(error)")
      return nil
    }
  }

  mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }

  static func registration(of projection: some Projection) -> any Registration {
    Registered(projection)
  }

  /// Why a checkpoint cannot be gone on from; nil where it can.
  private func refusal(
    of checkpoint: Checkpoint, _ place: Place, _ registration: any Registration
  ) throws -> Refusal? {
    if checkpoint.fingerprint != place.fingerprint.description { return .otherState }
    if try !checkpoint.anchor.holds(for: log, before: checkpoint.position) { return .otherLog }
    do { try registration.restore(checkpoint.state) } catch { return .undecodable }
    if !options.usesCheckpoints || !options.bounds.admit(checkpoint.milestone) { return .unwanted }
    // A strict replay names the event that failed, and so has to come by it.
    if options.isStrict && checkpoint.counts.failed > 0 { return .unwanted }
    return nil
  }

  /// Finds the skips of the log; a checkpoint that did not honour one of them is of no use.
  private mutating func findSkips(_ bounds: Range<Position>) throws {
    var remains = checkpoints == nil ? nil : Remains(of: log)
    var from = places.map { $0.start?.position ?? bounds.lowerBound }.min() ?? bounds.upperBound
    while true {
      var found = try view.skips(from: from, to: bounds.upperBound, jobs: options.jobs) + met
      found += remains?.settle(in: log, known: found + honoured) ?? []
      var isComplete = true
      for index in places.indices {
        isComplete = places[index].honour(found) && isComplete
      }
      self.remains = remains
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

  /// Sets the fold up for the places as they are.
  private mutating func begin() throws {
    fold = Fold(isStrict: options.isStrict, bounds: options.bounds)
    for (index, projection) in projections.enumerated() {
      let registration = Self.registration(of: projection)
      if let start = places[index].start { try registration.restore(start.state) }
      fold.add(registration)
    }
    fold.add(SkipWatch())
    fold.core.skips = places.map { SkippedPositions($0.skips) }
    if checkpoints != nil, let mark = Remains.mark(for: places.map(\.identity), in: log) {
      fold.core.mark = mark
    }
    let first = places.map { $0.start?.position ?? origin }.min() ?? origin
    fold.core.progress.milestone =
      places.compactMap(\.start).first { $0.position == first }?.milestone ?? Milestone()
    if places.contains(where: { $0.start == nil }) {
      fold.core.progress.milestone = Milestone()
    }
    fold.core.activate(active)
    for (index, place) in places.enumerated() {
      if let start = place.start { fold.core.resume(index, from: start.counts) }
    }
  }

  /// Which projections take part where the fold stands; the watch for skips always does.
  private var active: [Bool] {
    places.map { place in (place.start?.position ?? origin) <= position } + [true]
  }

  private var interest: Interest {
    zip(fold.core.registrations, active).filter(\.1)
      .reduce(.names([])) { $0.union($1.0.interest) }
  }

  /// Lets in the projections whose checkpoints were made here; false where one of those knows
  /// another log than the fold has seen.
  private mutating func join() -> Bool {
    let here = places.compactMap(\.start).filter { $0.position == position }
    guard here.allSatisfy({ $0.milestone == fold.progress.milestone }) else { return false }
    fold.core.activate(active)
    return true
  }

  /// Begins anew without any checkpoint.
  private mutating func restart() throws(FoldError) {
    for index in places.indices where places[index].start != nil {
      places[index].start = nil
      places[index].generation += 1
      places[index].refusal = .otherLog
    }
    do { try begin() } catch {
      throw FoldError(.notEncodable, "a state cannot be read back", cause: error)
    }
  }
}

extension Passage {
  /// Skips of its projections that the fold met in the log and does not honour: somebody appended
  /// them while it was on its way. True where there are any; the passage must then load again.
  mutating func hasMetSkips() -> Bool {
    let state = fold.state(of: SkipWatch.self)
    let all = (state?.skips ?? []).map {
      Skip(projection: .init(rawValue: $0.projection), position: $0.position)
    }
    let new = all.filter { skip in
      places.contains {
        $0.identity.identifier == skip.projection && !$0.skips.contains(skip.position)
      }
    }
    met += new
    return !new.isEmpty
  }

  /// Keeps what each projection has come to, unless another process has kept something else
  /// meanwhile. Returns the places where it had, for whoever goes on to load again.
  ///
  /// - Parameter least: bytes of the log that make a new checkpoint worth its cost; folding fewer
  ///   again is cheaper than keeping them.
  @discardableResult
  mutating func commit(least: Int64 = 0) throws -> [Int] {
    guard let checkpoints, fold.progress.through != nil else { return [] }
    let anchor = try LogAnchor(of: log, before: position)
    let active = active
    var lost: [Int] = []
    for index in places.indices where active[index] {
      let place = places[index]
      let gain = position.rawValue - (place.stored?.position.rawValue ?? origin.rawValue)
      if gain < max(1, least) && !place.mustReplace { continue }
      let new = try checkpoint(of: index, anchor)
      if try checkpoints.swap(new, expecting: place.stored) {
        places[index].stored = new.version
        places[index].refusal = nil
        places[index].isRebuilt = false
      } else {
        lost.append(index)
      }
    }
    return lost
  }

  private func checkpoint(of index: Int, _ anchor: LogAnchor) throws -> Checkpoint {
    let place = places[index]
    return Checkpoint(
      identity: place.identity, fingerprint: place.fingerprint.description,
      generation: place.generation, milestone: fold.progress.milestone,
      counts: fold.core.counts(of: index), skips: place.skips.filter { $0 < position },
      anchor: anchor, made: .current, state: try fold.core.registrations[index].encodedState())
  }

  /// Says that whoever died in the part of the log that was folded died of something else.
  mutating func forgetDeaths() {
    for place in places {
      let start = place.start?.position ?? origin
      let end = position
      if start < end { remains?.forget(place.identity.identifier, in: start..<end) }
    }
  }

  /// Commits under a new generation from here on: what followers of the old one have is replaced.
  mutating func raiseGenerations() {
    for index in places.indices {
      places[index].generation += 1
      places[index].isRebuilt = true
    }
  }

  /// Takes what is stored now as what the next commit replaces.
  mutating func expectStored(_ version: Checkpoint.Version?, at index: Int) {
    places[index].stored = version
  }
}
