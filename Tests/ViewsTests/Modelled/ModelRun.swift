import TLM
import TestSupport

/// A store and an array side by side: every step is taken by both, and both must agree.
struct ModelRun {
  private struct Disagreement: Error { let text: String }

  private let scratch = Scratch()
  private var store: Store
  private var entries: [ModelEntry] = []
  private var waiting: [ModelEvent] = []
  private var lastSecond: Int?
  /// Of every event of the log, also of tlm's own.
  private var seconds: [(second: Int?, isEntry: Bool)] = []

  private let options: EventLog.Options

  private init(unindexedTail: Int64) throws {
    var options = EventLog.Options()
    options.unindexedTail = unindexedTail
    self.options = options
    store = try Store.create(at: .resolve(option: scratch.store), options: options)
  }

  /// Where store and array first disagree; nil where they never do.
  ///
  /// - Parameter unindexedTail: how much of the log's end is not worth an index.
  static func disagreement(over steps: [ModelStep], unindexedTail: Int64) -> String? {
    do {
      var run = try ModelRun(unindexedTail: unindexedTail)
      for (index, step) in steps.enumerated() {
        do { try run.take(step) } catch let error as Disagreement {
          return "step \(index + 1), \(step): \(error.text)"
        }
      }
      try run.take(.query(ModelQuery()))
      return nil
    } catch let error as Disagreement {
      return "at the end: \(error.text)"
    } catch { return "an error that is no answer: \(error)" }
  }

  private mutating func take(_ step: ModelStep) throws {
    switch step {
    case .append(let events):
      let text = events.map { $0.line() + "\n" }.joined()
      let receipt = try store.log.append(lines: Array(text.utf8))
      add(events, at: receipt.position)
    case .expecting(let stream, let off, let events): try expect(stream, off, events)
    case .none(let name, let back, let event): try none(name, back, event)
    case .keyed(let key, let event): try append(event, key: key)
    case .stranger(let events):
      for event in events { try Disk.append(store.log.layout.inbox, event.line() + "\n") }
      waiting += events
    case .drain:
      try store.log.drain()
      drained()
    case .rotate: try store.log.rotate()
    case .reopen: store = try Store.open(at: store.location, options: options)
    case .loseViews: Scratch.remove(store.log.layout.root + "/views")
    case .query(let query): try compare(query)
    case .replayAt(let second): try replay(at: second)
    case .replayTo(let back): try replay(toLastBut: back)
    }
  }

  private mutating func expect(_ stream: String, _ off: Int, _ events: [ModelEvent]) throws {
    drained()
    let actual = entries.count { $0.stream == stream }
    let expected = max(0, actual + off)
    let strays = events.contains { $0.stream != nil && $0.stream != stream }
    let result = Result { () throws(AppendError) in
      try store.append(
        events.map(\.new), onlyIf: [.expecting(stream: stream, revision: .exactly(expected))])
    }
    switch result {
    case .success(let receipt):
      try agree(!strays && expected == actual, "it went in")
      try agree(receipt.revision == actual + events.count, "revision \(receipt.revision ?? -1)")
      add(events, at: receipt.position, stream: stream)
    case .failure(let error):
      let code: AppendError.Code = strays ? .otherStream : .wrongRevision
      try agree(error.code == code && (strays || expected != actual), "\(error)")
      if strays { return }
      try agree(error.expected == expected && error.actual == actual, "\(error)")
      let last = entries.last { $0.stream == stream }
      try agree(last == nil ? error.position == nil : isAt(error.position, last), "\(error)")
    }
  }

  private mutating func none(_ name: String, _ back: Int, _ event: ModelEvent) throws {
    drained()
    var filter = Filter()
    filter.names = [name]
    let place = entries.indices.last { entries.count - $0 > back && entries[$0].position != nil }
    let after = place.flatMap { entries[$0].position }
    let against = entries[(place.map { $0 + 1 } ?? 0)...].first { $0.event.name == name }
    let result = Result { () throws(AppendError) in
      try store.append([event.new], onlyIf: [.none(matching: filter, after: after)])
    }
    switch result {
    case .success(let receipt):
      try agree(against == nil, "it went in")
      add([event], at: receipt.position)
    case .failure(let error):
      try agree(error.code == .matchFound && isAt(error.position, against), "\(error)")
    }
  }

  private mutating func append(_ event: ModelEvent, key: String) throws {
    drained()
    let first = entries.first { $0.key == key }
    let receipt = try store.append(event.new, key: key)
    try agree(receipt.isRepeat == (first != nil), "repeat: \(receipt.isRepeat)")
    guard let first else { return add([event], at: receipt.position, key: key) }
    var (left, right) = (first.event, event)
    (left.second, right.second) = (nil, nil)
    try agree(isAt(receipt.position, first), "at \(receipt.position)")
    try agree(receipt.hasSameContent == (left.line() == right.line()), "content")
  }

  private mutating func compare(_ query: ModelQuery) throws {
    drained()
    var expected = entries.filter(query.matches)
    if query.newestFirst { expected.reverse() }
    if let limit = query.limit { expected = Array(expected.prefix(limit)) }
    let found = try store.events(matching: query.query)
    let lines = found.map { String(decoding: $0.line, as: UTF8.self) }
    try agree(lines == expected.map(\.line), "found \(lines), not \(expected.map(\.line))")
    for (event, entry) in zip(found, expected) {
      try agree(entry.position == nil || entry.position == event.position, "\(event.position)")
      if entry.resolvedSecond == ModelEntry.now { continue }
      let time = entry.resolvedSecond.map(ModelQuery.time)
      try agree(event.time == time, "\(entry.line) has time \(event.time?.description ?? "none")")
    }
  }

  private mutating func replay(at second: Int) throws {
    drained()
    let count = ModelClock.prefix(seconds.map(\.second), at: second)
    let expected = entries.prefix(seconds.prefix(count).count { $0.isEntry })
    try compare(expected, Fold.Bounds(at: ModelQuery.time(second)))
  }

  private mutating func replay(toLastBut back: Int) throws {
    _ = store.drainBeforeReading()
    drained()
    let place = entries.indices.last { entries.count - $0 > back && entries[$0].position != nil }
    guard let place else { return }
    try compare(entries.prefix(place), Fold.Bounds(to: entries[place].position))
  }

  private func compare(_ expected: ArraySlice<ModelEntry>, _ bounds: Fold.Bounds) throws {
    var options = Replay.Options()
    options.bounds = bounds
    let replay = try store.replay([ModelNumbers()], options: options).replays.first
    let matched = replay?.matched ?? -1
    try agree(matched == expected.count, "folded \(matched) events, not \(expected.count)")
    try agree(
      replay?.digest.description == ModelNumbers.digest(of: expected), "another state of as many")
  }

  /// What waited came into the log, behind a marker that has the time of now.
  private mutating func drained() {
    if !waiting.isEmpty {
      lastSecond = ModelEntry.now
      seconds.append((ModelEntry.now, false))
    }
    add(waiting, at: nil)
    waiting = []
  }

  private mutating func add(
    _ events: [ModelEvent], at position: Position?, stream: String? = nil, key: String? = nil
  ) {
    var position = position
    for event in events {
      let line = event.line(stream: stream, key: key)
      lastSecond = event.second ?? lastSecond
      seconds.append((event.second, true))
      entries.append(
        ModelEntry(
          event: event, stream: event.stream ?? stream, key: key, line: line,
          resolvedSecond: lastSecond, position: position))
      position = position.map { Position(rawValue: $0.rawValue + Int64(line.utf8.count) + 1) }
    }
  }

  /// Whether the entry stands there; the place of a drained one is not known beforehand.
  private func isAt(_ position: Position?, _ entry: ModelEntry?) -> Bool {
    guard let position, let entry else { return false }
    return entry.position == nil || entry.position == position
  }

  private func agree(_ isSo: Bool, _ text: @autoclosure () -> String) throws {
    if !isSo { throw Disagreement(text: text()) }
  }
}

extension ModelEvent {
  /// The event as a program appends it; its line is that of `line`.
  fileprivate var new: NewEvent {
    var members: [Member] = []
    if let second { members.append(Member("ts", .integer(Int64(Self.epoch + second)))) }
    members.append(Member("n", .integer(Int64(number))))
    if let tool { members.append(Member("tool", .string(tool))) }
    if let stream { members.append(Member("stream", .string(stream))) }
    return NewEvent(name, fields: members)
  }
}
