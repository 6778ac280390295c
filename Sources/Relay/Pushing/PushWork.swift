import Events
import Journal
import Lines
import Synchronization
import SystemCalls
import Views

/// Pushes batches of a log and keeps how far it is; one thread at a time works with it, and each call may
/// wait as long as the engine is away.
final class PushWork: Sendable {
  let origin: String
  let log: EventLog
  let files: PushFiles
  let options: PushOptions
  let publishing: SurePublishing
  let desk: GapDesk
  private let state: Mutex<PushState>

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
    state = Mutex(PushState(beginning))
  }

  /// The end of what is done with.
  var through: Position { state.withLock { $0.checkpoint.through.position } }

  var checkpoint: PushCheckpoint { state.withLock { $0.checkpoint } }

  var tally: PushTally {
    var tally = state.withLock { $0.tally }
    (tally.retries, tally.answered) = (publishing.retries, desk.answered)
    return tally
  }

  /// When a head is due, or the last one is looked for.
  var due: ContinuousClock.Instant { state.withLock { $0.headTime + options.headPace } }

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
          subject = state.subject(of: event, from: origin, options.subject)
        }
        place.pass(line.bytes.span, at: line.position)
        try send(line, to: subject, after: place)
        if index % 64 == 63 { try keep(partly: &state) }
      }
      try publishing.settle()
      try compareRepeat()
      try keep(place, behind: batch, &state)
    }
  }

  /// Sends a head, where one of here was not sent yet, or the engine has lost it.
  func tell() throws {
    try state.withLock { state in try tell(again: true, &state) }
  }

  /// Waits for what is on its way, and keeps for certain how far it is, with a last head.
  func finish() throws {
    try publishing.settle()
    try compareRepeat()
    try state.withLock { state in
      if let place = publishing.kept { take(place, &state) }
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
    guard let known = publishing.takeRepeat() else { return }
    let there = try publishing.answer { link throws(RelayError) in
      try link.stream.message(known.sequence)
    }
    guard let there, there.payload != known.payload else { return }
    throw Self.copied(origin)
  }

  static func copied(_ origin: String) -> RelayError {
    RelayError(.copied, "another copy of the store \(origin) pushes under its id")
  }
}
