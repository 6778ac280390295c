import Events
import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

@Suite struct SkipTests {
  private func lines(_ names: String...) -> String {
    names.map { "{\"event\":\"\($0)\"}\n" }.joined()  // 14 bytes each, for one letter
  }

  private func skip(_ projection: some Projection, at position: Int64, of store: String? = nil)
    throws -> String
  {
    let skip = Skip(
      projection: try ProjectionIdentity(of: projection).identifier,
      position: Position(rawValue: position))
    return String(
      decoding: skip.line(reason: "it \"traps\"", at: Timestamp(rawValue: 0), of: store),
      as: UTF8.self)
  }

  private func names(_ replay: Replay) -> String {
    guard case .array(let events)? = replay.state["events"] else { return "?" }
    return events.map { event in
      if case .string(let text) = event { String(text.prefix(1)) } else { "?" }
    }.joined()
  }

  @Test func `a skip is one line of JSON that is read back`() throws {
    let line = try skip(Fragile(limit: 7), at: 99)

    #expect(
      line == #"{"ts":"1970-01-01T00:00:00.000000Z","event":"tlm.skip","projection":"fragile","#
        + #""version":3,"parameters":{"limit":7},"position":99,"reason":"it \"traps\""}"# + "\n")
    let found = SkipSearch.skips(in: LineChunk(Array(line.utf8)))
    #expect(found.map(\.skip.position.rawValue) == [99])
    #expect(
      found.map(\.skip.projection) == [try ProjectionIdentity(of: Fragile(limit: 7)).identifier])
  }

  @Test func `what is skipped is passed over by that projection, wherever the skip stands`() throws
  {
    let bench = try Bench(try lines("a", "b", "c") + skip(Seen(), at: 14))

    for jobs in [1, 2] {
      let replays = try bench.replayer { $0.jobs = jobs }.replay([Seen(), EventCounts()]).replays
      #expect(names(replays[0]) == "act")
      #expect(replays[0].events == 4 && replays[0].matched == 4 && replays[0].skipped == 1)
      #expect(replays[1].matched == 4 && replays[1].skipped == 0)
    }
  }

  @Test(arguments: [false, true])
  func `a file honours it, wherever in it the skip stands`(looksOnItsWay: Bool) throws {
    let scratch = Scratch()
    let path = scratch.path + "/log.jsonl"
    try Disk.write(path, Array((try lines("a", "b", "c") + skip(Seen(), at: 14)).utf8))

    let done = Guarded(0 as Int64)
    var options = Replay.Options()
    options.trustsHandlers = looksOnItsWay
    options.progress = { bytes in done.withLock { $0 += bytes } }
    let replayed = try FileReplay.run([Seen()], over: [path], options)
    // What is read again is done once.
    #expect(try done.withLock { $0 } == Int64(Disk.bytes(path).count))
    options.bounds.to = Position(rawValue: 42)
    let bounded = try FileReplay.run([Seen()], over: [path], options)

    #expect(names(replayed.replays[0]) == "act" && replayed.replays[0].skipped == 1)
    #expect(names(bounded.replays[0]) == "ac")
  }

  @Test func `a state that was kept before the skip came is not gone on from`() throws {
    let bench = try Bench(lines("a", "b", "c"))
    _ = try bench.replayer().rebuild([Seen()])
    try bench.log.append(lines: Array(try skip(Seen(), at: 14).utf8))

    let replayed = try bench.replayer().replay([Seen()])
    #expect(names(replayed.replays[0]) == "act")
    #expect(replayed.refusals == [.skipMissing])

    _ = try bench.replayer().rebuild([Seen()])
    try bench.log.append(lines: Array(lines("d").utf8))
    let later = try bench.replayer().replay([Seen()])
    #expect(names(later.replays[0]) == "actd" && later.starts[0] != nil)
    #expect(try bench.replayer().verify(Seen()).isGood)
  }

  @Test func `a skip that comes while a fold is on its way is honoured before anything is kept`()
    throws
  {
    let bench = try Bench(lines("a", "b"))
    var catchUp = bench.catchUp([Seen()])
    try catchUp.load()
    try bench.log.append(lines: Array((try skip(Seen(), at: 14)).utf8))
    try catchUp.advance()

    let result1 = catchUp.hasMetSkips()
    #expect(result1)
    try catchUp.load()
    try catchUp.advance()
    let result2 = catchUp.hasMetSkips()
    #expect(!result2)
    let replays = try catchUp.replays()
    #expect(names(replays[0]) == "at")
  }

  @Test func `a skip of other parameters, another version or a position inside a line is nothing`()
    throws
  {
    let other = try skip(Fragile(limit: 3), at: 0)
    let version = try skip(Fragile(), at: 0).replacing("\"version\":3", with: "\"version\":2")
    let inside = try skip(Fragile(), at: 5)
    let bench = try Bench("{\"event\":\"call\"}\n" + other + version + inside)

    let replay = try bench.replayer().replay([Fragile()]).replays[0]

    #expect(replay.skipped == 0 && replay.matched == 1)
  }
}

@Suite struct MarkTests {
  private func identity() throws -> ProjectionIdentity { try ProjectionIdentity(of: Seen()) }

  /// The mark of a process that died while it handled the event at `position`.
  private func leave(_ position: Int64, in bench: Bench, _ name: String) throws {
    let folder = bench.log.layout.views + "/marks"
    try Folder.make(bench.log.layout.views)
    try Folder.make(folder)
    let file = try #require(MarkFile(in: folder, for: [identity()]))
    Mark(in: file).set(Position(rawValue: position), 0)
    let own = try #require(try Folder.names(in: folder).first { !$0.hasPrefix("1-dead") })
    // A copy has no lock, as the file of a dead process has none.
    try Disk.write(folder + "/1-dead" + name, Disk.bytes(folder + "/" + own))
    withExtendedLifetime(file) {}
  }

  private func marks(_ bench: Bench) throws -> [String] {
    try Folder.names(in: bench.log.layout.views + "/marks")
  }

  @Test func `the mark of the living is left alone, that of the dead is read`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n")
    try leave(0, in: bench, "1")
    let folder = bench.log.layout.views + "/marks"
    let living = try #require(MarkFile(in: folder, for: [identity()]))

    let deaths = try MarkFile.deaths(in: folder)

    #expect(deaths.map(\.position) == [Position.start])
    #expect(try deaths.map(\.identity) == [identity().identifier])
    #expect(try marks(bench).count == 2)
    withExtendedLifetime(living) {}
  }

  @Test func `one death is forgotten when a fold gets past it`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")
    try leave(14, in: bench, "1")

    #expect(try bench.replayer().status(of: [Seen.self]).map(\.condition) == [.failed])
    let replay = try bench.replayer().replay([Seen()]).replays[0]

    #expect(replay.skipped == 0)
    #expect(try marks(bench) == [])
    #expect(try bench.log.lines().count == 2)
  }

  @Test func `a second death at one event makes every fold pass over it`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")
    try leave(14, in: bench, "1")
    try leave(14, in: bench, "2")

    let first = try bench.replayer().replay([Seen()]).replays[0]
    let second = try bench.replayer().replay([Seen()]).replays[0]

    #expect(first.skipped == 1 && first.events == 3 && second == first)
    #expect(try bench.log.lines().filter { $0.contains("tlm.skip") }.count == 1)
    #expect(try marks(bench) == [])
  }

  @Test func `a window that keeps the event away says nothing about its death`() throws {
    let bench = try Bench(
      "{\"ts\":1770000000,\"event\":\"a\"}\n{\"ts\":1770000009,\"event\":\"b\"}\n")
    for bounds in [
      Fold.Bounds(since: Timestamp(rawValue: 1_770_000_009_000_000_000)),
      Fold.Bounds(until: Timestamp(rawValue: 1_770_000_000_000_000_000)),
      Fold.Bounds(to: .start),
    ] {
      try leave(0, in: bench, "1")

      _ = try bench.replayer { $0.bounds = bounds }.replay([Seen()])

      #expect(try marks(bench) == ["1-dead1"], "\(bounds)")
    }
    _ = try bench.replayer().replay([Seen()])
    #expect(try marks(bench) == [])
  }

  @Test func `deaths at two events are two chances`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")
    try leave(14, in: bench, "1")
    try leave(0, in: bench, "2")

    #expect(try bench.replayer().replay([Seen()]).replays[0].skipped == 0)
    #expect(try bench.log.lines().count == 2)
  }
}
