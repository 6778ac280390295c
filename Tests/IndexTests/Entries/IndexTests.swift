import Events
import Journal
import Lines
import TestSupport
import Testing

@testable import Index
@testable import Views

/// A store with a log of random lines, indexed a piece at a time.
struct IndexedStore {
  let scratch = Scratch()
  let log: EventLog
  let index: LogIndex

  init(seed: UInt64, pieces: Int = 6, lines: Int = 300, tail: Int = 40) throws {
    var options = EventLog.Options()
    options.segmentLimit = 48 << 10
    log = try EventLog.create(scratch.store, options: options)
    index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
    var random = DrawnLog(seed: seed)
    for _ in 0..<pieces {
      try append(random.lines(1 + random.pick(lines)))
      try index.bringUp(timeout: .seconds(5), tailLimit: 0)
    }
    try append(random.lines(tail))
  }

  func append(_ bytes: [UInt8]) throws { try log.append(lines: bytes) }
}

struct IndexTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `what a filter finds by the index is what a scan finds`(seed: UInt64) throws {
    let store = try IndexedStore(seed: seed)
    let snapshot = try store.index.snapshot()
    var random = DrawnLog(seed: seed &* 77)
    let filters = (0..<150).map { _ in random.filter() }
    var met = [[Position]](repeating: [], count: filters.count)
    var events: Set<Position> = []
    _ = try Scanned(store.log.read(to: snapshot.through)) { event in
      events.insert(event.position)
      for (index, filter) in filters.enumerated() where filter.matches(event) {
        met[index].append(event.position)
      }
      return false
    }
    var compared = 0
    var followed = 0
    for (index, filter) in filters.enumerated() {
      let isDescending = index % 2 == 1
      let end = snapshot.through
      let start = index % 3 == 0 ? met[index].dropFirst(met[index].count / 3).first : nil
      guard
        var candidates = try snapshot.candidates(
          for: filter, in: (start ?? .start)..<end, newestFirst: isDescending)
      else { continue }
      var found: [Position] = []
      var last: Position?
      while let position = try candidates.next() {
        followed += 1
        if let last { #expect(isDescending ? position < last : position > last) }
        last = position
        #expect(events.contains(position), "seed \(seed): no event at \(position)")
        if met[index].contains(position) { found.append(position) }
      }
      compared += 1
      let wanted = met[index].filter { $0 >= start ?? .start }
      #expect((isDescending ? found.reversed() : found) == wanted, "seed \(seed) \(filter)")
    }
    print("filters compared: \(compared), candidates followed: \(followed), seed \(seed)")
  }

  @Test(arguments: 21...32 as ClosedRange<UInt64>)
  func `picked lines stand for all lines`(seed: UInt64) throws {
    let store = try IndexedStore(seed: seed)
    let snapshot = try store.index.snapshot()
    var random = DrawnLog(seed: seed)
    let positions = try Scanned(store.log.read()).events.map(\.position)
    var gathered = 0
    for round in 0..<40 {
      let names = (0..<random.pick(3)).map { _ in random.pick(["start", "état", "abc", "none"]) }
      let from = round < 10 ? nil : random.pick(positions)
      let to = round % 4 == 0 ? nil : random.pick(positions)
      let ends = try LineEnds(store.log)
      let start = try from.map { try ends.start(of: $0) }
      let end = try to.map { try ends.start(of: $0) }
      let isWanted = { (event: borrowing Event) in event.name.map(names.contains) ?? false }
      let plain = try Scanned(store.log.read(from: start, to: end), isWanted)
      let picked = try Scanned(
        Noted(snapshot.lines(wanted: .names(names), from: start, to: end)) { gathered += $0 },
        isWanted)
      // From the middle on, a scan does not know the time before; picked lines do.
      if start == nil || start == .start {
        #expect(picked == plain, "seed \(seed) \(names) \(start as Any) \(end as Any)")
      } else {
        #expect(picked.events.map(\.position) == plain.events.map(\.position), "seed \(seed)")
        #expect(picked.events.map(\.line) == plain.events.map(\.line), "seed \(seed)")
        #expect(picked.count == plain.count && picked.quarantined == plain.quarantined)
        #expect(picked.through == plain.through, "seed \(seed)")
      }
    }
    #expect(gathered > 0)
    print("chunks of picked lines: \(gathered), seed \(seed)")
  }

  @Test(arguments: 41...46 as ClosedRange<UInt64>)
  func `blocks know what came before them`(seed: UInt64) throws {
    let store = try IndexedStore(seed: seed)
    let snapshot = try store.index.snapshot()
    var position = Position.start
    var blocks = 0
    while let block = try snapshot.block(atOrAfter: position) {
      let before = try Scanned(store.log.read(to: block.range.lowerBound))
      #expect(block.eventsBefore == before.count, "seed \(seed)")
      #expect(block.quarantinedBefore == before.quarantined, "seed \(seed)")
      #expect(block.lastTimeBefore == before.lastTime, "seed \(seed)")
      #expect(block.clockBefore == before.clock, "seed \(seed)")
      let through = try Scanned(store.log.read(to: block.range.upperBound))
      let times = through.events.filter { $0.position >= block.range.lowerBound }
        .compactMap(\.time)
      #expect(block.times?.lowerBound == times.min() && block.times?.upperBound == times.max())
      if let now = block.clockBefore.now {
        let found = try snapshot.firstBlock(withClockAfter: now)
        #expect(found.map { $0.range.lowerBound >= block.range.lowerBound } ?? true)
        if let found { #expect(found.clockBefore.now.map { $0 <= now } ?? true) }
      }
      position = block.range.upperBound
      blocks += 1
    }
    #expect(position == snapshot.through)
    let all = try Scanned(store.log.read(to: snapshot.through))
    #expect(snapshot.events == all.count && snapshot.quarantined == all.quarantined)
    #expect(snapshot.lastTime == all.lastTime && snapshot.clock == all.clock)
    #expect(blocks > 4)
  }

  @Test(arguments: 51...54 as ClosedRange<UInt64>)
  func `ids, keys and streams are found where they stand`(seed: UInt64) throws {
    let store = try IndexedStore(seed: seed, pieces: 24)
    let snapshot = try store.index.snapshot()
    var ids: [String: [Position]] = [:]
    var keys: [String: [Position]] = [:]
    var streams: [String: [Position]] = [:]
    _ = try Scanned(store.log.read(to: snapshot.through)) { event in
      if let id = event.eventID { ids[id, default: []].append(event.position) }
      if let key = event.idempotencyKey { keys[key, default: []].append(event.position) }
      if let stream = event.stream { streams[stream, default: []].append(event.position) }
      return false
    }
    for (id, positions) in ids { #expect(try snapshot.positions(ofID: id) == positions) }
    for (key, positions) in keys { #expect(try snapshot.positions(ofKey: key) == positions) }
    for (stream, positions) in streams {
      let revision = try snapshot.revision(ofStream: stream)
      #expect(revision.events == positions.count && revision.last == positions.last)
    }
    #expect(try snapshot.positions(ofID: "nowhere") == [])
    #expect(try snapshot.revision(ofStream: "nowhere").events == 0)
    print("ids \(ids.count), keys \(keys.count), streams \(streams.count), seed \(seed)")
  }

  @Test(arguments: 61...64 as ClosedRange<UInt64>)
  func `an index built anew says what one that grew says`(seed: UInt64) throws {
    let store = try IndexedStore(seed: seed)
    try store.index.bringUp(timeout: .seconds(5), tailLimit: 0)
    let grown = try Contents(try store.index.snapshot())
    try store.index.rebuild(timeout: .seconds(5))
    #expect(try Contents(try store.index.snapshot()) == grown, "seed \(seed)")
  }
}

/// What an index says, whatever its blocks and chunks are.
struct Contents: Equatable {
  var positions: [String: [Position]] = [:]
  var mark: [String]

  init(_ snapshot: IndexSnapshot) throws {
    mark = [
      "\(snapshot.through) \(snapshot.events) \(snapshot.quarantined)",
      "\(snapshot.lastTime as Any) \(snapshot.clock)",
    ]
    for (name, key) in try snapshot.names() {
      var union = try snapshot.union(of: [key], from: 0)
      var found: [Position] = []
      while let position = union.current {
        found.append(Position(rawValue: position))
        try union.step()
      }
      positions[name ?? "long", default: []] += found
    }
    for number in 0..<400 {
      positions["id \(number)"] = try snapshot.positions(ofID: "e\(number)")
    }
  }
}

/// Where lines begin.
struct LineEnds {
  private let starts: [Position]

  init(_ log: EventLog) throws {
    var starts: [Position] = []
    var source = try log.read()
    while let chunk = try source.next() {
      let bytes = chunk.bytes
      var start = 0
      while start < bytes.count {
        starts.append(Position(rawValue: chunk.position.rawValue + Int64(start)))
        start = (Newlines.first(in: bytes, from: start) ?? bytes.count) + 1
      }
    }
    self.starts = starts
  }

  /// The start of the line in which an event stands.
  func start(of position: Position) throws -> Position {
    starts.last { $0 <= position } ?? .start
  }
}

/// Lines that tell which of their chunks were picked.
struct Noted: LineSource, ~Copyable {
  private var source: GatheredLines
  private let note: (Int) -> Void

  init(_ source: consuming GatheredLines, _ note: @escaping (Int) -> Void) {
    self.source = source
    self.note = note
  }

  mutating func next() throws(JournalError) -> LineChunk? {
    guard let chunk = try source.next() else { return nil }
    note(chunk.gathering == nil ? 0 : 1)
    return chunk
  }
}

extension Noted: @unchecked Sendable {}
