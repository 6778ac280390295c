import TestSupport
import Testing

@testable import TLM
@testable import Folding
@testable import Views

@Suite struct FollowingTests {
  private func quick() -> Following.Options {
    var options = Following.Options()
    options.jobs = 1
    return options
  }

  private func zero(_ bench: Bench, _ projections: [any Projection]) throws -> [Replay] {
    try bench.replayer { $0.usesCheckpoints = false }.replay(projections).replays
  }

  @Test func `on an empty log caught-up is announced at once`() async throws {
    let bench = try Bench()
    var iterator = Following([EventCounts()], of: bench.log, quick()).makeAsyncIterator()

    let first = try #require(try await iterator.next())

    #expect(first.isCaughtUp && first.position == .start)
    let lag = try first.lag()
    #expect(lag == .none)
  }

  @Test func `each pull brings the newest state, not one element an event`() async throws {
    let bench = try Bench(sampleLog(events: 500))
    var iterator = Following([Seen(), EventCounts()], of: bench.log, quick()).makeAsyncIterator()
    var update = try #require(try await iterator.next())
    #expect(update.isCaughtUp && update.state(of: Seen.self)?.events.count == 500)

    try bench.log.append(lines: Array("{\"event\":\"a\"}\n".utf8))
    try bench.log.append(lines: Array("{\"event\":\"b\"}\n".utf8))
    let lag = try update.lag()
    #expect(lag.events == 2 && lag.bytes == 28 && !lag.isEstimate)
    update = try #require(try await iterator.next())

    #expect(update.state(of: Seen.self)?.events.count == 502)
    #expect(update.withState(of: Seen.self) { $0.events.count } == 502)
    #expect(update.progress.events == 502)
    let replays = try update.replays()
    #expect(replays == (try zero(bench, [Seen(), EventCounts()])))
  }

  @Test func `a long log comes in slices, caught up at its end only`() async throws {
    let bench = try Bench(sampleLog(events: 3000), segmentLimit: 64 << 10)
    var options = quick()
    options.slice = 20_000
    var positions: [Position] = []
    for try await update in Following([Seen()], of: bench.log, options) {
      positions.append(update.position)
      if update.isCaughtUp { break }
    }

    #expect(positions.count > 5 && positions == positions.sorted())
    let end = try bench.log.bounds().upperBound
    #expect(positions.last == end)
  }

  @Test func `who leaves has kept the end, and the next goes on from there`() async throws {
    let bench = try Bench(sampleLog(events: 300))
    for try await update in Following([Seen()], of: bench.log, quick()) where update.isCaughtUp {
      break
    }

    let end = try bench.log.bounds().upperBound
    let stored = try bench.checkpoints.stored(for: .init(of: Seen()))
    #expect(stored.version?.position == end)
    #expect(ProjectionStatus.Follower.all(of: bench.log) == [])
  }

  @Test func `a cancelled follower ends, having kept what it folded`() async throws {
    let bench = try Bench(sampleLog(events: 300))
    let following = Following([Seen()], of: bench.log, quick())
    let (caughtUp, continuation) = AsyncStream<Void>.makeStream()
    let task = Task {
      for try await update in following where update.isCaughtUp { continuation.yield() }
    }
    for await _ in caughtUp { break }
    task.cancel()
    try await task.value

    let end = try bench.log.bounds().upperBound
    let stored = try bench.checkpoints.stored(for: .init(of: Seen()))
    #expect(stored.version?.position == end)
  }

  @Test func `views that are deleted meanwhile come back, and nothing is folded twice`()
    async throws
  {
    let bench = try Bench(sampleLog(events: 300))
    let pull = Pull([Seen()], of: bench.log, quick())
    #expect(try pull.pull())
    pull.finish()
    Scratch.remove(bench.log.layout.views)
    try bench.log.append(lines: Array("{\"event\":\"a\"}\n".utf8))

    #expect(try pull.pull())
    pull.finish()

    #expect(try pull.catchUp.replays() == zero(bench, [Seen()]))
    let end = try bench.log.bounds().upperBound
    let stored = try ViewsCheckpoints(of: bench.log).stored(for: .init(of: Seen()))
    #expect(stored.version?.position == end)
    #expect(ProjectionStatus.Follower.all(of: bench.log).count == 1, "it can be seen again")
  }

  @Test func `of two followers each comes to what the log says, whoever keeps it`() throws {
    let bench = try Bench(sampleLog(events: 100))
    let pulls = [0, 1].map { _ in Pull([Seen()], of: bench.log, quick()) }
    for number in 0..<40 {
      try bench.log.append(lines: Array("{\"event\":\"a\",\"n\":\(number)}\n".utf8))
      let pull = pulls[number % 3 == 0 ? 1 : 0]
      _ = try pull.pull()
      pull.finish()
    }
    for pull in pulls { _ = try pull.pull() }

    let whole = try zero(bench, [Seen()])
    for pull in pulls { #expect(try pull.catchUp.replays() == whole) }
  }

  @Test func `a skip that is appended meanwhile is honoured, also backwards`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")
    let pull = Pull([Seen()], of: bench.log, quick())
    _ = try pull.pull()
    let skip = Skip(
      projection: try ProjectionIdentity(of: Seen()).identifier, position: Position(rawValue: 14))
    try bench.log.append(lines: skip.line(reason: "a test", at: .current, of: nil))

    #expect(try pull.pull())

    let replay = try #require(try pull.catchUp.replays().first)
    #expect(replay.skipped == 1)
    #expect(replay == (try zero(bench, [Seen()])[0]))
  }

  @Test func `sources are drained where that is asked for`() async throws {
    let bench = try Bench()
    var options = quick()
    options.drainsSources = true
    try Disk.append(bench.log.layout.inbox, "{\"event\":\"stranger\"}\n")
    var iterator = Following([EventCounts()], of: bench.log, options).makeAsyncIterator()

    let update = try #require(try await iterator.next())

    #expect(update.progress.events == 2, "the marker and the event")
  }
}
