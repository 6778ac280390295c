import Events
import Journal
import Lines

/// How the log stands to the conditions of one append, up to a position.
///
/// It is taken before the lock, over nearly all of the log, and carried on under the lock over what
/// came in between. A log only grows, so what was true of its beginning stays true.
struct AppendCheck {
  /// A stream that has come so far.
  struct Stream {
    let name: Label
    let expected: AppendCondition.Revision
    var events = 0
    var last: Position?
  }

  /// Events that must not be there.
  struct Absence {
    var filter: Filter
    let from: Position
    /// The first event that is there all the same.
    var found: Position?
  }

  var streams: [Stream] = []
  var absences: [Absence] = []
  let key: Label?
  /// The event that was appended under the key.
  var keyed: RecordedEvent?
  /// The same, where its line is pruned.
  var keyedBefore: PrunedKey?
  /// Every line before this position is accounted for.
  var through: Position
  /// The time that an untimed line there has.
  var lastTime: Timestamp?
  /// Whether it began with what a prune left, and not with the first line that is there.
  var isBegunAtBase = false
  /// What came through sources, of the log that is looked at.
  private var drained: DrainedRanges?

  /// Of an empty log.
  init(_ conditions: [AppendCondition], key: String?) {
    self.key = Label(key)
    through = .start
    for condition in conditions {
      switch condition.kind {
      case .stream(let name, let revision):
        streams.append(Stream(name: Label(name), expected: revision))
      case .none(let filter, let from):
        absences.append(Absence(filter: filter, from: from))
      }
    }
  }

  /// Takes one more event into account.
  mutating func observe(_ event: borrowing Event) {
    if !streams.isEmpty, let name = Label(event.stream) {
      for index in streams.indices where streams[index].name == name {
        streams[index].events += 1
        streams[index].last = event.position
      }
    }
    for index in absences.indices where absences[index].found == nil {
      let filter = absences[index].filter
      if event.position >= absences[index].from && filter.matches(event)
        && !(filter.isOwn && drained?.contains(event.position) == true)
      {
        absences[index].found = event.position
      }
    }
    if let key, keyed == nil, Label(event.idempotencyKey) == key {
      keyed = RecordedEvent(copying: event)
    }
  }

  /// Takes the lines from `through` to `end` into account.
  mutating func extend(over log: EventLog, to end: Position) throws(JournalError) {
    guard end > through else { return }
    if drained == nil && absences.contains(where: \.filter.isOwn) { drained = DrainedRanges(log) }
    var source = try log.read(from: through, to: end)
    var parser = TimedParser(after: lastTime)
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      lastTime = parser.lastTime
      for index in 0..<batch.count { observe(batch.event(at: index)) }
    }
    through = end
  }

  /// What stands against the append.
  ///
  /// - Throws: `wrongRevision`, `matchFound`.
  func check() throws(AppendError) {
    for stream in streams {
      guard let expected = stream.expected.events, expected != stream.events else { continue }
      throw AppendError(
        .wrongRevision,
        "stream \(stream.name) has revision \(stream.events), the append expected \(expected); "
          + (stream.last.map { "its last event stands at \($0); " } ?? "")
          + "nothing was written: read the stream and decide again",
        stream: stream.name.text, expected: expected, actual: stream.events,
        position: stream.last)
    }
    for absence in absences {
      guard let found = absence.found else { continue }
      throw AppendError(
        .matchFound,
        "an event that must not be there stands at \(found); nothing was written: read it and "
          + "decide again", position: found)
    }
  }
}
