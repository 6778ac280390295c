import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Folding
@testable import TLM
@testable import Views

/// What a prune takes away, and what is as it was.
@Suite struct PruneTests {
  @Test func `states, counts and positions are those of the log that was never cut`() throws {
    let seed = randomSeed()
    print("[prune] TLM_SEED=\(seed)")
    var dice = Seeded(seed)
    for round in 0..<12 {
      let bench = try PruneBench(segmentLimit: Int64(2000 + dice.below(6000)))
      for _ in 0..<3 {
        try bench.append(bench.randomLines(40 + dice.below(200), &dice))
        if dice.below(2) == 0 { try bench.log.rotate() }
        // Some are kept near the end, some further back, some not at all.
        try bench.keep(bench.projections.filter { _ in dice.below(3) > 0 } + [Ledger(), Issues()])
        try bench.append(bench.randomLines(dice.below(60), &dice))
        let before = try bench.log.bounds()
        let report = try bench.prune(to: Int64(dice.below(Int(try bench.size) + 1)))
        #expect(try bench.log.bounds().lowerBound == report.cut, "round \(round) of seed \(seed)")
        #expect(report.cut >= before.lowerBound && report.first == before.lowerBound)

        let (kept, whole) = try bench.replays()
        #expect(kept == whole, "round \(round) of seed \(seed), from what is kept")
        let zero = try bench.replays { $0.usesCheckpoints = false }.pruned
        #expect(zero == whole, "round \(round) of seed \(seed), from the base")
        let plain = try bench.replays {
          $0.usesCheckpoints = false
          $0.usesIndex = false
          $0.jobs = 2
        }.pruned
        #expect(plain == whole, "round \(round) of seed \(seed), without the index")
      }
      let lines = try bench.log.lines()
      #expect(try bench.uncut.lines().suffix(lines.count) == lines[...], "seed \(seed)")
    }
  }

  @Test func `a prune without views leaves the same for all but rows that nobody asked for`() throws
  {
    let bench = try PruneBench()
    var dice = Seeded(7)
    try bench.append(bench.randomLines(300, &dice))

    let report = try bench.prune(to: 4000)
    Scratch.remove(bench.log.layout.views)

    let fates = Dictionary(
      report.projections.map { ($0.name, $0.fate) }, uniquingKeysWith: { first, _ in first })
    #expect(fates["seen"] == .kept && fates["ledger"] == .begins)
    let (pruned, whole) = try bench.replays()
    #expect(pruned[0] == whole[0] && pruned[1] == whole[1] && pruned[3] == whole[3])
    let replayed = try bench.replayer(of: bench.log).replay([Ledger()])
    #expect(
      replayed.warnings == [
        "ledger begins at \(report.cut): what stood before was pruned, and no state of it kept"
      ])
    #expect(replayed.progress.events == whole[0].events, "events are counted from the start")
  }

  @Test func `untimed lines right behind the cut have the time that they had`() throws {
    let bench = try PruneBench(segmentLimit: 1 << 20)
    try bench.append("{\"event\":\"a\",\"ts\":1770000000}\n")
    try bench.log.rotate()
    try bench.append("{\"event\":\"b\"}\n{\"event\":\"c\"}\n")

    try bench.prune(to: 40)

    for isIndexed in [false, true] {
      if isIndexed { try LogSession(bench.log).views().index.rebuild(timeout: .seconds(5)) }
      var query = Query()
      query.filter.names = ["b", "c"]
      query.filter.since = Timestamp(rawValue: 1)
      var found: [Timestamp?] = []
      try query.run(over: bench.log) { event in
        found.append(event.time)
        return true
      }
      #expect(found == Array(repeating: Timestamp(rawValue: 1_770_000_000_000_000_000), count: 2))
    }
  }

  @Test func `what lies below the cut is said to be pruned, by position and by time`() throws {
    let bench = try PruneBench()
    try bench.append(
      (0..<200).map { "{\"event\":\"a\",\"ts\":\(1_770_000_000 + $0)}\n" }.joined())
    try bench.append("{\"event\":\"a\",\"ts\":1770000200}\n")

    let report = try bench.prune(to: 3000)
    #expect(report.cut > .start)
    func replay(_ bounds: Fold.Bounds) throws -> Replayed {
      try bench.replayer(of: bench.log) { $0.bounds = bounds }.replay([EventCounts()])
    }

    for bounds in [
      Fold.Bounds(to: Position(rawValue: report.cut.rawValue - 1)),
      Fold.Bounds(at: Timestamp(rawValue: 1_770_000_001_000_000_000)),
    ] {
      let error = #expect(throws: FoldError.self) { try replay(bounds) }
      #expect(error?.code == .truncated && error?.position == report.cut)
      #expect(
        error?.message.hasSuffix("pruned; the oldest line that is kept stands at \(report.cut)")
          == true)
    }
    let there = try replay(Fold.Bounds(to: report.cut))
    #expect(there.replays[0].events == report.events, "at the cut is the base itself")
    let late = try replay(Fold.Bounds(at: Timestamp(rawValue: 1_770_000_199_500_000_000)))
    #expect(late.replays[0].events == 200)
    let window = try replay(Fold.Bounds(since: Timestamp(rawValue: 1)))
    #expect(window.warnings.contains { $0.contains("what stood there was pruned") })
  }

  @Test(arguments: [false, true])
  func `streams and keys count on, with the index or without it`(isIndexed: Bool) throws {
    let bench = try PruneBench()
    for number in 0..<120 {
      try bench.append(
        "{\"event\":\"x\",\"stream\":\"s-\(number % 3)\",\"idempotency_key\":\"k-\(number)\"}\n")
    }
    if isIndexed { _ = try Query().run(over: bench.log) { _ in true } }

    let report = try bench.prune(to: 3000)
    if !isIndexed { Scratch.remove(bench.log.layout.views) }
    try bench.prune(to: 1500)

    #expect(report.events > 30)
    let log = try EventLog.open(bench.log.layout.root, options: bench.log.options)
    for stream in 0..<3 {
      let error = #expect(throws: AppendError.self) {
        try log.append([NewEvent("x")], onlyIf: [.expecting(stream: "s-\(stream)", revision: 1)])
      }
      #expect(error?.actual == 40, "\(stream)")
    }
    let next = try log.append(
      [NewEvent("x")], onlyIf: [.expecting(stream: "s-0", revision: 40)], timeout: .seconds(1))
    #expect(next.revision == 41)
    let same = try log.append(
      NewEvent("x", at: nil, fields: [Member("stream", "s-1")]), key: "k-1", timeout: .seconds(1))
    #expect(same.isRepeat && same.hasSameContent && same.position < report.cut)
    let other = try log.append(NewEvent("z"), key: "k-1", timeout: .seconds(1))
    #expect(other.isRepeat && !other.hasSameContent)
    #expect(try !log.append(NewEvent("z"), key: "new", timeout: .seconds(1)).isRepeat)
  }

  @Test func `a projection that nobody knows stands in the way until it is named`() throws {
    let bench = try PruneBench()
    var dice = Seeded(11)
    try bench.append(bench.randomLines(300, &dice))
    _ = try bench.replayer(of: bench.log).rebuild([ModeState()])
    let before = try bench.log.bounds()
    var ages = SegmentAges()

    let error = #expect(throws: PruneError.self) { try bench.prune(to: 3000) }
    #expect(error?.message.contains("--drop mode-state") == true)
    #expect(try bench.log.bounds() == before)
    #expect(
      try bench.others
        == ["CURSORS", "LOCK", "PRUNE", "STORE"].filter {
          FileStatus.isThere(bench.log.layout.log + "/" + $0)
        })

    let report = try bench.pruner(PruneRules(maxSize: 3000), drops: ["mode-state"]).run(&ages)
    #expect(report.cut > before.lowerBound)
    #expect(report.projections.contains { $0.name == "mode-state" && $0.fate == .dropped })
  }

  @Test func `a follower that has not come to the cut stands in the way`() throws {
    let bench = try PruneBench()
    var dice = Seeded(12)
    try bench.append(bench.randomLines(300, &dice))
    let beacon = try #require(FollowerBeacon(of: [Seen()], on: bench.log))

    let error = #expect(throws: PruneError.self) { try bench.prune(to: 3000) }
    #expect(error?.message.contains("which follows seen, stands at 0") == true)

    beacon.tell(try bench.log.bounds().upperBound, isCaughtUp: true)
    #expect(try bench.prune(to: 3000).cut > .start)
    withExtendedLifetime(beacon) {}
  }

  @Test func `a dry run says the same as the prune, and does nothing`() throws {
    let bench = try PruneBench()
    var dice = Seeded(13)
    try bench.append(bench.randomLines(300, &dice))
    try bench.keep(bench.projections)
    let names = try Folder.names(in: bench.log.layout.log)
    var options = Pruner.Options(PruneRules(maxSize: 5000))
    options.isDryRun = true
    var ages = SegmentAges()

    let outlook = try Pruner(
      LogSession(bench.log), catalog: bench.projections.map { type(of: $0) }, options
    ).run(&ages)

    #expect(try Folder.names(in: bench.log.layout.log) == names)
    let report = try bench.prune(to: 5000)
    #expect(outlook.isDryRun && outlook.events == report.events && outlook.cut == report.cut)
    #expect(outlook.segments == report.segments && outlook.bytes == report.bytes)
    #expect(outlook.projections == report.projections)
    #expect(report.events > 0)
    let counted = try bench.uncut.read(to: report.cut)
    var scan = Scan()
    try scan.run(over: counted) { _ in true }
    #expect(scan.events == report.events)
  }
}

extension FileStatus {
  fileprivate static func isThere(_ path: String) -> Bool { ((try? ofName(path)) ?? nil) != nil }
}
