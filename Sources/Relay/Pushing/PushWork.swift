import Events
import Journal
import Lines
import Synchronization
import SystemCalls
import Views

/// Pushes batches of a log and keeps how far it is; one thread at a time works with it, and each call may
/// wait as long as the engine is away.
final class PushWork: Sendable {
  private struct State {
    var checkpoint: PushCheckpoint
    var places: PushPlaces
    var rule: PushRule
    var tally = PushTally()
    /// The last head that was sent, and when.
    var head: RelayPlace?
    var headTime: ContinuousClock.Instant = .now
    /// When the checkpoint was last made sure of, and when it was last kept.
    var synced: ContinuousClock.Instant = .now
    var kept: ContinuousClock.Instant = .now
    /// Subjects by names, of which there are few.
    var subjects: [String?: String] = [:]
  }

  let origin: String
  private let log: EventLog
  private let files: PushFiles
  private let options: PushOptions
  private let publishing: SurePublishing
  let desk: GapDesk
  private let state: Mutex<State>

  init(
    _ beginning: PushBeginning.Beginning, of log: EventLog, _ files: PushFiles,
    _ options: PushOptions, _ publishing: SurePublishing
  ) {
    let checkpoint = beginning.checkpoint
    origin = checkpoint.origin
    (self.log, self.files) = (log, files)
    (self.options, self.publishing) = (options, publishing)
    desk = GapDesk(
      log, at: options.subject.request(to: origin), publishing,
      PushProgress(
        place: checkpoint.place, through: checkpoint.through.position, places: beginning.places,
        filters: beginning.filters))
    state = Mutex(
      State(
        checkpoint: checkpoint, places: beginning.places,
        rule: PushRule(pulledEnd: checkpoint.pulledEnd, beginning.filters)))
  }

  /// The end of what is done with.
  var through: Position { state.withLock { $0.checkpoint.through.position } }

  var checkpoint: PushCheckpoint { state.withLock { $0.checkpoint } }

  var tally: PushTally {
    var tally = state.withLock { $0.tally }
    (tally.retries, tally.answered) = (publishing.retries, desk.answered)
    return tally
  }

  /// When a head is due; nil where nothing was pushed since the last.
  var due: ContinuousClock.Instant? {
    state.withLock { state in
      state.head == state.checkpoint.place ? nil : state.headTime + options.headPace
    }
  }

  /// Pushes what is to be pushed of the next lines, and returns once the engine keeps it.
  func push(_ batch: LineBatch) throws {
    try check()
    try state.withLock { state in
      try begin(segmentAt: batch.chunk.position, &state)
      var place = state.checkpoint.place
      for index in 0..<batch.count {
        let line: RelayLine
        let subject: String
        do {
          let event = batch.event(at: index)
          guard state.rule.takes(event) else { continue }
          line = RelayLine(event, at: place.offset)
          subject = self.subject(of: event, &state)
        }
        place.pass(line.bytes.span, at: line.position)
        try send(line, to: subject, after: place)
        if index % 64 == 63 { try keep(partly: &state) }
      }
      try publishing.settle()
      try compareRepeat()
      try advance(to: place, batch, &state)
    }
  }

  /// Sends a head, where one of here was not sent yet.
  func tell() throws {
    try state.withLock { state in try tell(&state) }
  }

  /// Waits for what is on its way, and keeps for certain how far it is, with a last head.
  func finish() throws {
    try publishing.settle()
    try compareRepeat()
    try state.withLock { state in
      if let place = publishing.kept { try take(place, &state) }
      try files.keep(state.checkpoint, isSynced: true)
      try tell(&state)
    }
  }

  /// Refuses to go on where another store has taken the place of the one that is pushed.
  private func check() throws(RelayError) {
    // Where it cannot be read now, the log will say so.
    guard let there = try? log.readIdentity(), there.id != origin else { return }
    throw RelayError(.store, "another store is at \(log.layout.root) now; begin the relay anew")
  }

  private func subject(of event: borrowing Event, _ state: inout State) -> String {
    let name = event.name
    if let subject = state.subjects[name] { return subject }
    // Where names are many, each is made anew.
    if state.subjects.count > 4096 { state.subjects = [:] }
    let subject = options.subject.event(of: origin, named: name)
    state.subjects[name] = subject
    return subject
  }

  private func send(
    _ line: RelayLine, to subject: String, after place: RelayPlace
  ) throws(RelayError) {
    let room = try publishing.linked().connection.maxPayload
    let messages = EventMessage.messages(
      of: line, from: origin, options.words, to: subject, room: room)
    for (index, part) in messages.enumerated() {
      let isLast = index == messages.count - 1
      try publishing.send(part.message, id: part.id, after: isLast ? place : nil)
    }
  }

  /// What the engine took for a repeat, though it was not sent before: it is one of a process that died,
  /// or of another copy of this store.
  private func compareRepeat() throws {
    guard let known = publishing.takeRepeat(),
      let there = try publishing.linked().stream.message(known.sequence),
      there.payload != known.payload
    else { return }
    throw Self.copied(origin)
  }

  private static func copied(_ origin: String) -> RelayError {
    RelayError(.copied, "another copy of the store \(origin) pushes under its id")
  }

  /// Where a segment begins is a place that is kept, and the end of another, which a head says.
  private func begin(segmentAt position: Position, _ state: inout State) throws {
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

  /// A long batch is kept in parts.
  private func keep(partly state: inout State) throws(RelayError) {
    guard ContinuousClock.now - state.kept > .seconds(1), let place = publishing.kept else {
      return
    }
    try take(place, &state)
    try files.keep(state.checkpoint, isSynced: false)
    state.kept = .now
  }

  /// Goes on to a place behind a line: what was pulled before ends before that line.
  private func take(_ place: RelayPlace, _ state: inout State) throws(RelayError) {
    let start = state.checkpoint.place
    guard place.offset > start.offset else { return }
    // Where the log cannot be read there, it goes on where it was.
    guard let through = try? LogPlace(in: log, at: place.position) else { return }
    count(from: start, to: place, &state)
    (state.checkpoint.place, state.checkpoint.through) = (place, through)
    state.checkpoint.time = .now()
    desk.update { ($0.place, $0.through) = (place, place.position) }
  }

  private func count(from start: RelayPlace, to end: RelayPlace, _ state: inout State) {
    state.tally.events += Int(end.lines - start.lines)
    state.tally.bytes += end.offset - start.offset - (end.lines - start.lines)
  }

  private func advance(
    to place: RelayPlace, _ batch: LineBatch, _ state: inout State
  ) throws(RelayError) {
    count(from: state.checkpoint.place, to: place, &state)
    state.checkpoint.place = place
    state.checkpoint.through = LogPlace(after: batch.chunk)
    state.checkpoint.pulledEnd = state.rule.pulledEnd
    state.checkpoint.time = .now()
    let isSynced = ContinuousClock.now - state.synced > .seconds(1)
    try files.keep(state.checkpoint, isSynced: isSynced)
    state.kept = .now
    if isSynced { state.synced = .now }
    let through = batch.end
    desk.update { ($0.place, $0.through) = (place, through) }
  }

  private func tell(_ state: inout State) throws {
    let place = state.checkpoint.place
    guard state.head != place else { return }
    // No head is ahead of what is known after a loss of power.
    try files.keep(state.checkpoint, isSynced: true)
    let subject = options.subject.head(of: origin)
    let stream = try publishing.linked().stream
    if let there = try stream.last(of: subject).flatMap({ RelayHead($0.payload) }),
      there.place.offset > place.offset
        || there.place.offset == place.offset && there.place.chain != place.chain
    {
      throw Self.copied(origin)
    }
    let head = RelayHead(origin: origin, place, options.words, at: .now())
    try publishing.send(EngineMessage(subject, payload: head.bytes), id: head.id)
    try publishing.settle()
    (state.head, state.headTime) = (place, .now)
    state.tally.heads += 1
  }
}
