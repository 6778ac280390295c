import Events
import Journal
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

@Suite struct CatchUpTests {
  private static let projections: [any Projection] =
    [Seen(), Fragile(limit: 10)] + builtInProjections.map { $0.init() }

  /// What is kept at each line grows with the lines, so their number counts twice.
  private static let text =
    sampleLog(events: 330) + String(repeating: "{\"event\":\"call\"}\n", count: 30)

  @Test func `from a checkpoint at every line of a log comes what comes from zero`() throws {
    let bench = try Bench(Self.text, segmentLimit: 4 << 10)
    #expect(try SegmentList(bench.log.layout).bases.count > 1)
    let whole = try bench.replayer { $0.usesCheckpoints = false }.replay(Self.projections)
    #expect(whole.replays.allSatisfy { $0.events == 360 })
    #expect(whole.replays[1].failed == 20)

    // Each line is folded by a catch-up that knows nothing but what the one before it has kept.
    let ends = lineStarts(of: Self.text).map { Position(rawValue: Int64($0)) }
    var last: [Replay] = []
    for (line, end) in ends.enumerated() {
      var catchUp = bench.catchUp(Self.projections)
      try catchUp.load()
      #expect(catchUp.places.allSatisfy { $0.start?.position == (line > 0 ? ends[line - 1] : nil) })
      try catchUp.advance(to: end)
      let lost = try catchUp.commit()
      #expect(lost == [])
      if line % 25 == 0 {
        let replayed = try bench.replayer().replay(Self.projections)
        #expect(replayed.replays == whole.replays, "from \(end)")
        #expect(replayed.starts.allSatisfy { $0 == end })
      }
      last = try catchUp.replays()
    }
    #expect(last == whole.replays)
  }

  @Test func `projections that begin at different places come to what each comes to alone`() throws
  {
    let text = sampleLog(events: 400)
    let bench = try Bench(text)
    let starts = lineStarts(of: text)
    let whole = try bench.replayer { $0.usesCheckpoints = false }.replay(Self.projections)
    for (place, projection) in Self.projections.dropLast().enumerated() {
      var catchUp = bench.catchUp([projection])
      try catchUp.load()
      try catchUp.advance(to: Position(rawValue: Int64(starts[50 + 37 * place])))
      try catchUp.commit()
    }

    for jobs in [1, 2] {
      let replayed = try bench.replayer { $0.jobs = jobs }.replay(Self.projections)
      #expect(replayed.replays == whole.replays)
      #expect(replayed.starts.last == .some(nil))
      #expect(Set(replayed.starts.map { $0?.rawValue }).count == Self.projections.count)
    }
  }

  @Test func `of two who fold one projection one commits, and nothing is counted twice`() throws {
    let bench = try Bench("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")
    var one = bench.catchUp([Seen()])
    var other = bench.catchUp([Seen()])
    try one.load()
    try other.load()
    try one.advance()
    try bench.log.append(lines: Array("{\"event\":\"c\"}\n".utf8))
    try other.advance()

    let result2 = try one.commit()
    #expect(result2 == [])
    let result3 = try other.commit()
    #expect(result3 == [0], "one was faster")
    try other.load()
    try other.advance()
    let result4 = try other.commit()
    #expect(result4 == [])

    let replays = try other.replays()
    #expect(replays[0].events == 3)
    let result5 = try one.commit()
    #expect(result5 == [], "it has nothing new")
    try one.advance()
    let result6 = try one.commit()
    #expect(result6 == [0], "the other has been there")
  }

  @Test func `a rebuild replaces what a follower commits meanwhile, and the follower notices`()
    throws
  {
    let bench = try Bench("{\"event\":\"a\"}\n")
    var follower = bench.catchUp([Seen()])
    try follower.load()
    try follower.advance()
    try follower.commit()

    let rebuilt = try bench.replayer().rebuild([Seen()])
    try bench.log.append(lines: Array("{\"event\":\"b\"}\n".utf8))
    try follower.advance()

    let result7 = try follower.commit()
    #expect(result7 == [0])
    try follower.load()
    try follower.advance()
    let result8 = try follower.commit()
    #expect(result8 == [])
    #expect(rebuilt.replays[0].events == 1)
    guard case .checkpoint(let stored) = try bench.checkpoints.stored(for: .init(of: Seen()))
    else {
      Issue.record("nothing is stored")
      return
    }
    #expect(stored.generation == 1 && stored.milestone.events == 2)
  }

  @Test func `a changed byte is noticed, told by verify, and replaced by the next rebuild`() throws
  {
    let bench = try Bench(sampleLog(events: 100))
    _ = try bench.replayer().rebuild([EventCounts()])
    #expect(try bench.replayer().verify(EventCounts()).isGood)
    let key = try Checkpoint.key(of: .init(of: EventCounts()))
    let length = try #require(try bench.checkpoints.checkpoint(key)).count
    let zero = try bench.replayer { $0.usesCheckpoints = false }.replay([EventCounts()])

    for place in [0, length / 3, length / 2, length - 40, length - 1] {
      _ = try bench.checkpoints.changeCheckpoint(key) { old in
        var bytes = old ?? []
        bytes[place] ^= 0x40
        return bytes
      }
      let verification = try bench.replayer().verify(EventCounts())
      #expect(!verification.isGood)
      #expect(verification.problems.first?.contains("bytes of it were changed") == true)
      #expect(try bench.replayer().replay([EventCounts()]).replays == zero.replays)
      #expect(try bench.replayer().verify(EventCounts()).isGood, "the replay replaced it")
    }
  }

  @Test func `a checkpoint of another log, or beyond its end, is not gone on from`() throws {
    let bench = try Bench(sampleLog(events: 300))
    _ = try bench.replayer().rebuild([Seen()])
    let other = try Bench(sampleLog(events: 300).replacing("issue_start", with: "issue_Start"))
    let shorter = try Bench(sampleLog(events: 200))

    for log in [other.log, shorter.log] {
      let replayer = Replayer(log, checkpoints: bench.checkpoints, Replay.Options())
      var zero = Replay.Options()
      zero.usesCheckpoints = false
      let whole = try Replayer(log, checkpoints: nil, zero).replay([Seen()])
      let replayed = try replayer.replay([Seen()])
      #expect(replayed.refusals == [.otherLog] && replayed.starts == [nil])
      #expect(replayed.replays == whole.replays)
      _ = try bench.replayer().rebuild([Seen()])
    }
  }

  /// Two segments, with a state kept up to a line of the first one, which is gone then.
  private func pruned(keptAfter lines: Int?) throws -> (bench: Bench, first: Position) {
    let text = sampleLog(events: 100)
    let bench = try Bench(text)
    try bench.log.rotate()
    var keeping = bench.catchUp([Seen()])
    try keeping.load()
    try keeping.advance(to: lines.map { Position(rawValue: Int64(lineStarts(of: text)[$0])) })
    try keeping.commit()
    try bench.log.append(lines: Array(sampleLog(events: 40).utf8))
    let replayed = try bench.replayer().replay([Seen()])
    #expect(replayed.refusals == [nil] && replayed.replays[0].events == 140)
    return (bench, try bench.log.dropSegments(1))
  }

  @Test(arguments: [0, 1, 60])
  func `a checkpoint before the oldest line that is kept is not gone on from`(lines: Int) throws {
    let (bench, _) = try pruned(keptAfter: lines)

    let after = try bench.replayer().replay([Seen()])
    let whole = try bench.replayer { $0.usesCheckpoints = false }.replay([Seen()])

    #expect(after.refusals == [.otherLog] && after.starts == [nil])
    #expect(after.replays == whole.replays && after.replays[0].events == 40)
    try bench.log.append(lines: Array(sampleLog(events: 8).utf8))
    let last = try bench.replayer().replay([Seen()])
    #expect(last.refusals == [nil] && last.replays[0].events == 48)
  }

  @Test func `a checkpoint at the oldest line that is kept is gone on from`() throws {
    let (bench, first) = try pruned(keptAfter: nil)

    let after = try bench.replayer().replay([Seen()])

    #expect(after.refusals == [nil] && after.starts == [first])
    #expect(after.replays[0].events == 140)
  }

  @Test func `bounds and strictness begin before what is kept, where they must`() throws {
    let text = sampleLog(events: 200)
    let bench = try Bench(text)
    _ = try bench.replayer().rebuild([Seen(), Fragile(limit: 0)])
    let half = Position(rawValue: Int64(text.utf8.count / 2))

    let bounded = try bench.replayer { $0.bounds.to = half }.replay([Seen()])
    let window = try bench.replayer { $0.bounds.since = Timestamp(rawValue: 1) }.replay([Seen()])

    #expect(bounded.starts == [nil] && bounded.replays[0].events < 200)
    #expect(window.starts == [nil])
    var call = try Bench("{\"event\":\"call\"}\n")
    _ = try call.replayer().rebuild([Fragile(limit: 0)])
    #expect(throws: FoldError.self) {
      try call.replayer { $0.isStrict = true }.replay([Fragile(limit: 0)])
    }
    call = bench
  }

  @Test func `a bounded replay keeps nothing, a long one keeps its end`() throws {
    let bench = try Bench(sampleLog(events: 6000))
    let identity = try ProjectionIdentity(of: EventCounts())

    _ = try bench.replayer { $0.bounds.to = Position(rawValue: 400_000) }.replay([EventCounts()])
    #expect(try bench.checkpoints.stored(for: identity) == .nothing)
    let replayed = try bench.replayer().replay([EventCounts()])
    #expect(
      try bench.checkpoints.stored(for: identity).version?.position == replayed.progress.through)
    try bench.log.append(lines: Array("{\"event\":\"a\"}\n".utf8))
    _ = try bench.replayer().replay([EventCounts()])
    #expect(
      try bench.checkpoints.stored(for: identity).version?.position == replayed.progress.through,
      "a small tail is folded again")
  }

  @Test func `status says how each stands to the file`() throws {
    let bench = try Bench(sampleLog(events: 6000))
    _ = try bench.replayer().rebuild([EventCounts(), Fragile(limit: 9)])
    let more = sampleLog(events: 4000)
    try bench.log.append(lines: Array(more.utf8))

    let statuses = try bench.replayer().status(of: [EventCounts.self, Seen.self])

    #expect(statuses.map(\.projection) == ["event-counts", "seen", "fragile"])
    #expect(statuses.map(\.condition) == [.behind, .new, .detached])
    #expect(statuses.map(\.eventsBehind) == [4000, 10_000, 4000])
    #expect(statuses[0].bytesBehind == Int64(more.utf8.count))
    #expect(statuses[0].events == 6000 && statuses[0].made != nil)
    #expect(statuses[2].parameters["limit"] == 9)
    let own = try bench.replayer().status(of: [Fragile.self])
    #expect(own.map(\.condition) == [.new, .behind, .detached], "with 2 and with 9, a stranger")
  }
}
