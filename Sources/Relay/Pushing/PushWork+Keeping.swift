import Events
import Journal
import Lines
import SystemCalls
import Views

/// What a pusher keeps of its way.
extension PushWork {
  /// Where a segment begins is a place that is kept, and the end of another, which a head says.
  func begin(segmentAt position: Position, _ state: inout PushState) throws {
    let path = log.layout.segment(position)
    // Where it cannot be looked at, the next place will do.
    let begins = ((try? FileStatus.ofName(path)) ?? nil) != nil && position > .start
    guard state.places.wants(position, beginsSegment: begins) else { return }
    state.places.add(
      .init(
        through: position, place: state.checkpoint.place, pulledEnd: state.rule.pulledEnd))
    try files.keep(state.places)
    let places = state.places
    desk.update { $0.places = places }
    if begins { try tell(&state) }
  }

  /// Keeps that all of a batch is done with.
  func keep(
    _ place: RelayPlace, behind batch: LineBatch, _ state: inout PushState
  ) throws(RelayError) {
    state.advance(to: place, through: LogPlace(after: batch.chunk), at: .now())
    state.checkpoint.pulledEnd = state.rule.pulledEnd
    let isSynced = ContinuousClock.now - state.synced > .seconds(1)
    try files.keep(state.checkpoint, isSynced: isSynced)
    state.kept = .now
    if isSynced { state.synced = .now }
    let through = batch.end
    desk.update { ($0.place, $0.through) = (place, through) }
  }

  /// Keeps how much of a long batch is done with, each second.
  func keep(partly state: inout PushState) throws(RelayError) {
    guard ContinuousClock.now - state.kept > .seconds(1), let place = publishing.kept else {
      return
    }
    take(place, &state)
    try files.keep(state.checkpoint, isSynced: false)
    state.kept = .now
  }

  /// Goes on to a place behind a line: what was pulled before ends before that line.
  func take(_ place: RelayPlace, _ state: inout PushState) {
    guard place.offset > state.checkpoint.place.offset else { return }
    // Where the log cannot be read there, it goes on where it was.
    guard let through = try? LogPlace(in: log, at: place.position) else { return }
    state.advance(to: place, through: through, at: .now())
    desk.update { ($0.place, $0.through) = (place, place.position) }
  }

  /// Sends a head of where it is, where none was sent yet; none is ahead of what is known after a loss of
  /// power.
  ///
  /// - Parameter again: whether one that was sent is looked for: what the engine has lost since the last
  ///   event is found by no other.
  /// - Throws: `copied` where the engine has one that another must have sent.
  func tell(again: Bool = false, _ state: inout PushState) throws {
    let place = state.checkpoint.place
    let isNews = state.head != place
    guard isNews || again else { return }
    if isNews { try files.keep(state.checkpoint, isSynced: true) }
    let subject = options.subject.head(of: origin)
    let last = try publishing.answer { link throws(RelayError) in
      try link.stream.last(of: subject)
    }
    if let there = last.flatMap({ RelayHead($0.payload) }),
      there.place.offset > place.offset
        || there.place.offset == place.offset && there.place.chain != place.chain
    {
      throw Self.copied(origin)
    }
    let isThere = last.flatMap { RelayHead($0.payload) }?.place == place
    state.headTime = .now
    if isThere, !isNews { return }
    let head = RelayHead(origin: origin, place, options.words, at: .now())
    // For two minutes the engine takes one that it has lost for a repeat.
    let id = isThere ? head.id : "\(head.id):\(head.time.rawValue)"
    try publishing.send(EngineMessage(subject, payload: head.bytes), id: id)
    try publishing.settle()
    (state.head, state.headTime) = (place, .now)
    state.tally.heads += 1
  }
}
