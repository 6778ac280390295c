import Events
import Journal
import Lines
import SystemCalls
import TestSupport
import Testing
import Index

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The index built by processes that are killed and stopped.
@Suite(.serialized) struct IndexProcessTests {
  let scratch = Scratch()

  @Test func `an index whose builder is killed at any moment says what a scan says`() throws {
    let goal = 60
    var options = EventLog.Options()
    options.segmentLimit = 16 << 10
    let log = try EventLog.create(scratch.store, options: options)
    for start in stride(from: 0, to: 4000, by: 500) {
      for part in stride(from: start, to: start + 500, by: 50) {
        try log.append(lines: (part..<part + 50).flatMap { SampleLines.line($0) })
      }
    }
    let expected = try Counts(log)
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var generator = Seeded(seed)
    var unfinished = 0
    var through: Set<Position> = []
    for _ in 0..<goal {
      let builder = try Actors.start("index", scratch.store, ["size=15000"])
      #expect(try builder.line() == "ready")
      for _ in 0..<Int.random(in: 0...40, using: &generator) { _ = try builder.line() }
      builder.finish()

      let index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
      let snapshot = try index.snapshot()
      let end = try log.bounds().upperBound
      if snapshot.through < end { unfinished += 1 }
      through.insert(snapshot.through)
      #expect(try Counts(snapshot) == expected)
      try #require(try Counts(log, to: snapshot.through).events == snapshot.events)
    }
    let index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
    try index.bringUp(timeout: .seconds(10), tailLimit: 0)
    #expect(try index.snapshot().events == expected.events)
    print(
      "index builders killed: \(goal), \(unfinished) before the end, at \(through.count) places")
  }

  @Test(arguments: [0, 1, 2, 3])
  func `of processes killed inside a transaction the second takes the views with it`(
    kills: Int
  ) throws {
    let log = try EventLog.create(scratch.store)
    try log.append(lines: (0..<400).flatMap { SampleLines.line($0) })
    let expected = try Counts(log)
    let index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
    try index.bringUp(timeout: .seconds(10), tailLimit: 0)
    for _ in 0..<kills {
      let writer = try Actors.start("write-views", scratch.store)
      #expect(try writer.line() == "inside")
      writer.finish()
    }

    try log.append(lines: SampleLines.line(400))
    let views = try ViewsStore.open(for: log)
    let again = LogIndex.open(for: log, in: views)
    try again.bringUp(timeout: .seconds(10), tailLimit: 0)

    #expect((views.takeDamage() != nil) == (kills == 2))
    #expect(try Counts(again.snapshot()) == Counts(log))
    #expect(try Counts(log).events == expected.events + 1)
  }

  @Test func `a stopped holder of WRITER is waited for a while, and readers go on`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(lines: (0..<400).flatMap { SampleLines.line($0) })
    let index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
    try index.bringUp(timeout: .seconds(10), tailLimit: 0)
    let expected = try Counts(log)
    let holder = try Actors.start("hold-views", scratch.store)
    #expect(try holder.line() == "held")
    holder.stop()

    try log.append(lines: (400..<500).flatMap { SampleLines.line($0) })
    let start = monotonicNow()
    #expect(throws: ViewsError.self) {
      try index.bringUp(timeout: .milliseconds(200), tailLimit: 0)
    }
    #expect(monotonicNow() - start < 5_000_000_000)
    let snapshot = try index.snapshot()
    #expect(snapshot.events == expected.events)
    #expect(try Counts(snapshot) == Counts(log))

    holder.signal(SIGCONT)
    holder.say("go on")
    #expect(try holder.line() == "over")
    try index.bringUp(timeout: .seconds(10), tailLimit: 0)
    #expect(try Counts(try index.snapshot()) == Counts(log))
  }
}

/// What a reader of all lines comes to, and where the events of a few names stand.
private struct Counts: Equatable {
  var events = 0
  var quarantined = 0
  var found: [Position] = []

  private static let names = ["issue_phase", "PostToolUse"]

  init(_ log: EventLog, to end: Position? = nil) throws { try read(log.read(to: end)) }

  init(_ snapshot: IndexSnapshot) throws {
    try read(snapshot.lines(wanted: .names(Self.names)))
  }

  private mutating func read<Source: LineSource & ~Copyable>(_ source: consuming Source) throws {
    let parser = LineParser()
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      events += chunk.gathering?.events ?? batch.count
      quarantined += chunk.gathering?.quarantined ?? batch.quarantined.count
      for index in 0..<batch.count {
        let event = batch.event(at: index)
        if let name = event.name, Self.names.contains(name) { found.append(event.position) }
      }
    }
  }
}
