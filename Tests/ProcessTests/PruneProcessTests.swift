import Events
import Folding
import Journal
import Synchronization
import SystemCalls
import TestSupport
import Testing
import Views

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ProcessTests {
  @Suite struct PruneProcessTests {
    let scratch = Scratch()
  }
}

extension ProcessTests.PruneProcessTests {
  /// What a follower has come to.
  private struct Live: Sendable {
    var updates = 0
    var state = Tally.State()
    var digest = ""
    var through = Position.start
    /// When it is told to end: once it has seen so many events.
    var goal = Int.max
  }

  @Test(.timeLimit(.minutes(4)))
  func
    `prunes that are killed beside four writers and a follower lose no state and no young event`()
    async throws
  {
    let watch = Stopwatch()
    let seed = randomSeed()
    print("[prune] TLM_SEED=\(seed)")
    let log = try EventLog.create(scratch.store)
    let live = Mutex(Live())
    let path = scratch.store
    let follower = Task {
      for try await update in Following([Tally()], of: try EventLog.open(path), .init()) {
        guard update.isCaughtUp, let state = update.state(of: Tally.self) else { continue }
        let digest = try update.replays()[0].digest.description
        let isOver = live.withLock { live in
          live.updates += 1
          (live.state, live.digest, live.through) = (state, digest, update.position)
          return state.count >= live.goal
        }
        if isOver { return }
      }
    }
    var dice = Seeded(seed)
    var toll = Toll()
    var life = 0
    let kills = OwnProcess.variable("TLM_SOAK") == nil ? 10 : 100
    while life < 4 || toll.cuts < 4 || toll.kills < kills {
      try play(life, &toll, &dice)
      life += 1
    }
    while try log.unfinishedPrune() != nil { try killOne(&toll, &dice, after: 1) }
    let goal = life * Self.writers * Self.events
    live.withLock { $0.goal = goal }
    try log.append(.numbered(0), durability: .flushed)
    try await follower.value

    let end = live.withLock { $0 }
    let whole = try Replayer(log, Replay.Options()).state(of: Tally()).state
    #expect(whole.wrong == 0 && whole.count == goal, "seed \(seed): \(whole.count) of \(goal)")
    #expect(end.state.wrong == 0 && end.state.count == goal)
    var zero = Replay.Options()
    zero.usesCheckpoints = false
    zero.bounds.to = end.through
    let replay = try Replayer(log, zero).replay([Tally()])
    #expect(replay.replays[0].digest.description == end.digest && replay.warnings.isEmpty)
    let first = try log.bounds().lowerBound
    try checkYoung(log, toll.receipts, since: first)
    watch.report(
      "[prune] \(toll.kills) pruners killed, \(toll.cuts) cuts, \(toll.finished) finished by the next; "
        + "\(goal) events, \(end.updates) updates of the follower, the log begins at \(first)")
    #expect(first > .start)
  }

  private static let writers = 4
  private static let events = 1_500

  /// What came of pruners and writers.
  private struct Toll {
    var kills = 0
    var cuts = 0
    var finished = 0
    var receipts: [Acknowledged] = []
  }

  /// Four writers write, and pruners are killed as long as they do.
  private func play(_ life: Int, _ toll: inout Toll, _ dice: inout Seeded) throws {
    let writers = try (0..<Self.writers).map { writer in
      try Actors.start(
        "write", scratch.store,
        ["writer=\(writer)", "life=\(life)", "count=\(Self.events)", "limit=65536"])
    }
    repeat {
      try killOne(&toll, &dice, after: dice.below(3) == 0 ? 1 : 0)
    } while !writers.allSatisfy(\.hasEnded)
    for (writer, child) in writers.enumerated() {
      let lines = try child.lines()
      toll.receipts += lines.compactMap { Acknowledged($0, writer: writer, life: life) }
      #expect(lines.allSatisfy { $0.hasPrefix("at ") }, "\(lines)")
    }
  }

  /// Starts a pruner and kills it somewhere on its way, or once it said so many words.
  private func killOne(_ toll: inout Toll, _ dice: inout Seeded, after words: Int) throws {
    let pruner = try Actors.start("prune", scratch.store, ["size=300000", "limit=65536"])
    #expect(try pruner.line() == "ready")
    var lines: [String] = []
    if try words > 0 && isLong() { lines += [try pruner.line()].compactMap(\.self) }
    if words == 0 { for _ in 0..<dice.below(300_000) { sched_yield() } }
    pruner.finish()
    lines += try pruner.lines()
    toll.kills += 1
    toll.cuts += lines.count { $0.hasPrefix("cut ") }
    toll.finished += lines.count { $0.hasPrefix("cut ") && !$0.hasSuffix(" -") }
    #expect(lines.allSatisfy { $0.hasPrefix("cut ") || $0 == "busy" }, "\(lines)")
  }

  /// Whether there is anything to prune, so that a pruner has something to say.
  private func isLong() throws -> Bool {
    let log = try EventLog.open(scratch.store)
    let bounds = try log.bounds()
    let isOver = bounds.upperBound.rawValue - bounds.lowerBound.rawValue > 500_000
    return try isOver || log.unfinishedPrune() != nil
  }

  /// Every acknowledged event from a position on is there, where it was said to be.
  private func checkYoung(
    _ log: EventLog, _ receipts: [Acknowledged], since first: Position
  ) throws {
    var there: [Position: Counted] = [:]
    var reader = try log.read()
    while let chunk = try reader.next() {
      var position = chunk.position
      for line in chunk.lines {
        if let event = Counted(line) { there[position] = event }
        position = position.advanced(by: line.utf8.count + 1)
      }
    }
    let young = receipts.filter { $0.position >= first }
    #expect(!young.isEmpty)
    for receipt in young {
      #expect(there[receipt.position]?.number == receipt.first, "\(receipt)")
    }
  }
}
