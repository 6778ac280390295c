import Events
import TestSupport
import Testing

@testable import Folding
@testable import Views

@Suite struct BoundsTests {
  /// Times in seconds, of events a, b, c …; nil for an untimed one.
  private func log(_ times: [Int?]) -> String {
    times.enumerated().map { index, time in
      let name = String(UnicodeScalar(UInt8(97 + index)))
      return time.map { "{\"ts\":\($0),\"event\":\"\(name)\"}\n" } ?? "{\"event\":\"\(name)\"}\n"
    }.joined()
  }

  private func second(_ number: Int) -> Timestamp {
    Timestamp(rawValue: Int64(number) * 1_000_000_000)
  }

  private func names(_ fold: borrowing Fold) -> String {
    let state = fold.state(of: Seen.self)
    return (state?.events ?? []).map { String($0.prefix(1)) }.joined()
  }

  private func fold(_ log: String, _ bounds: Fold.Bounds, at offsets: [Int] = [], jobs: Int = 1)
    throws -> (names: String, progress: Fold.Progress, replay: Replay)
  {
    var fold = Fold(bounds: bounds)
    fold.add(Seen())
    try fold.run(over: chunks(of: log, at: offsets), jobs: jobs)
    return (names(fold), fold.progress, try fold.replays()[0])
  }

  @Test func `to ends before the first line that begins at or after a position`() throws {
    let log = log([1, 2, 3])  // lines of 21 bytes
    try #require(log.utf8.count == 63)

    for (to, names, through) in [
      (0, "", nil), (1, "a", 21), (20, "a", 21), (21, "a", 21), (22, "ab", 42), (42, "ab", 42),
      (43, "abc", 63), (63, "abc", 63), (99, "abc", 63),
    ] as [(Int64, String, Int64?)] {
      for offsets in [[], [21], [21, 42]] {
        let result = try fold(log, Fold.Bounds(to: Position(rawValue: to)), at: offsets)
        #expect(result.names == names, "to \(to)")
        #expect(result.progress.through?.rawValue == through)
        #expect(result.progress.events == names.count)
      }
    }
  }

  @Test func `quarantined lines beyond the end are not counted`() throws {
    let log = "{\"ts\":1,\"event\":\"a\"}\nbad\n{\"ts\":2,\"event\":\"b\"}\nbad\n"

    let first = try fold(log, Fold.Bounds(to: Position(rawValue: 25)))
    let second = try fold(log, Fold.Bounds(at: self.second(1)))

    #expect(first.progress.quarantined == 1 && first.progress.through?.rawValue == 25)
    #expect(first.progress.firstQuarantined.count == 1)
    // The first time waits for a second one, which is one second later: now the clock is at 2.
    #expect(second.names == "a" && second.progress.quarantined == 1)
  }

  @Test func `at is the state before the first event at which the log clock exceeds it`() throws {
    let log = log([100, 101, 4_000_000_000, 102, 103, nil, 150, 104, 200])

    #expect(try fold(log, Fold.Bounds(at: second(100))).names == "a")
    #expect(
      try fold(log, Fold.Bounds(at: second(101))).names == "abc", "one from 2096 moves nothing")
    #expect(try fold(log, Fold.Bounds(at: second(103))).names == "abcdef")
    #expect(try fold(log, Fold.Bounds(at: second(149))).names == "abcdef")
    #expect(try fold(log, Fold.Bounds(at: second(150))).names == "abcdefgh")
    #expect(try fold(log, Fold.Bounds(at: second(99))).names == "", "the first is later, too")
  }

  @Test func `at, on a log with gaps, ends before the event that is later, and not behind it`()
    throws
  {
    let hourly = log([0, 3600, nil, 7200, nil, 10_800])

    #expect(try fold(hourly, Fold.Bounds(at: second(5400))).names == "abc")
    #expect(try fold(hourly, Fold.Bounds(at: second(7200))).names == "abcde")
    #expect(
      try fold(hourly, Fold.Bounds(at: second(9000))).names == "abcde", "the last is believed")
    #expect(try fold(hourly, Fold.Bounds(at: second(10_800))).names == "abcdef")
    #expect(
      try fold(log([0, 3600, 7200, 3700]), Fold.Bounds(at: second(5000))).names == "abcd",
      "7200 is passed by, and stands before an earlier one")
  }

  @Test func `at is the same prefix at any chunking, jobs and gaps`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    for _ in 0..<60 {
      var time = 1000
      let times = (0..<40).map { _ -> Int? in
        time += [0, 1, 30, 59, 61, 600].randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return nil
        case 1: return time + 4000
        case 2: return time - 90
        default: return time
        }
      }
      let log = log(times)
      let instant = Int.random(in: 900...time + 500, using: &random)
      let wanted = Self.prefix(times, at: instant)
      let starts = lineStarts(of: log)
      for stride in [1, 3, 100] {
        let offsets = starts.enumerated().compactMap { $0 % stride == 0 ? $1 : nil }
        let found = try fold(
          log, Fold.Bounds(at: second(instant)), at: offsets, jobs: stride % 2 + 1)
        #expect(found.progress.events == wanted, "\(times) at \(instant), seed \(seed)")
      }
    }
  }

  /// How many of events with these times come before the first that is later than an instant and is
  /// believed, by the words of the definition.
  private static func prefix(_ times: [Int?], at instant: Int) -> Int {
    var clock: Int?
    for (place, time) in times.enumerated() {
      guard let time else { continue }
      let next = times[(place + 1)...].compactMap(\.self).first
      let follows = clock.map { time <= $0 + 60 } ?? false
      guard follows || next.map({ time <= $0 + 60 }) ?? true else { continue }
      if time > instant { return place }
      clock = max(clock ?? time, time)
    }
    return times.count
  }

  @Test(arguments: [2, 3, 8])
  func `bounds give the same at any chunking and with any number of jobs`(jobs: Int) throws {
    let log = sampleLog(events: 1500)
    let starts = lineStarts(of: log)
    let bounds = [
      Fold.Bounds(to: Position(rawValue: Int64(log.utf8.count / 2))),
      Fold.Bounds(at: second(1_770_000_777)),
      Fold.Bounds(since: second(1_770_000_100), until: second(1_770_000_900)),
    ]

    for bounds in bounds {
      let alone = try fold(log, bounds)
      #expect(alone.replay.matched > 100 && alone.replay.matched < 1400)
      for stride in [1, 7, 100] {
        let offsets = starts.enumerated().compactMap { $0 % stride == 0 ? $1 : nil }
        let together = try fold(log, bounds, at: offsets, jobs: jobs)
        #expect(together.replay == alone.replay && together.progress == alone.progress)
      }
    }
  }

  @Test func `a window keeps events away by their own times, and counts all of the log`() throws {
    let log = log([nil, 5, 9, nil, 7, 12])

    let result = try fold(log, Fold.Bounds(since: second(7), until: second(12)))

    #expect(result.names == "cde", "the untimed one has the time of the one before")
    #expect(result.replay.events == 6 && result.replay.matched == 3)
  }

  @Test func `a fold goes on from a milestone as if it had never stopped`() throws {
    let log = sampleLog(events: 300)
    let whole = try fold(log, Fold.Bounds())

    for stop in stride(from: 0, to: log.utf8.count, by: 997) {
      var first = Fold(bounds: Fold.Bounds(to: Position(rawValue: Int64(stop))))
      first.add(Seen())
      try first.run(over: chunks(of: log, at: []))
      let milestone = first.progress.milestone
      var second = Fold()
      let registered = Registered(Seen())
      try registered.restore(first.core.registrations[0].encodedState())
      second.add(registered as any Registration)
      second.core.prepare()
      second.core.progress.milestone = milestone
      second.core.resume(0, from: first.core.counts(of: 0))
      let rest = Array(log.utf8.dropFirst(Int(milestone.through?.rawValue ?? 0)))
      try second.run(over: Chunks([LineChunk(rest, position: milestone.through ?? .start)]))
      let replay = try second.replays()[0]
      #expect(replay == whole.replay)
      let clock = second.progress.clock
      #expect(clock == whole.progress.clock)
    }
  }
}
