import Events
import Folding
import Journal
import Sealing
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
  @Suite struct RedactProcessTests {
    let scratch = Scratch()
  }
}

/// `tlm redact` itself, killed again and again while others write.
extension ProcessTests.RedactProcessTests {
  private static let secret = "hunter2"
  private static let writers = 3
  private static let events = 300

  /// What a follower has come to.
  private struct Live: Sendable {
    var state = Tally.State()
    var digest = ""
    var through = Position.start
    /// When it is told to end: once it has seen so many events.
    var goal = Int.max
  }

  /// What came of redactions and writers.
  private struct Toll {
    var kills = 0
    /// Kills that left a redaction to the next one.
    var unfinished = 0
    var receipts: [Acknowledged] = []
    var heads: [LogHead] = []
  }

  @Test(.timeLimit(.minutes(12)))
  func
    `redactions that are killed beside writers and a follower leave no text, and lose nothing else`()
    async throws
  {
    let watch = Stopwatch()
    let seed = randomSeed()
    print("[redact] TLM_SEED=\(seed)")
    let log = try EventLog.create(scratch.store)
    let live = Mutex(Live())
    let path = scratch.store
    let follower = Task {
      for try await update in Following([Tally()], of: try EventLog.open(path), .init()) {
        guard update.isCaughtUp, let state = update.state(of: Tally.self) else { continue }
        let digest = try update.replays()[0].digest.description
        let isOver = live.withLock { live in
          (live.state, live.digest, live.through) = (state, digest, update.position)
          return state.count >= live.goal
        }
        if isOver { return }
      }
    }
    var dice = Seeded(seed)
    var toll = Toll()
    var life = 0
    let isSoak = OwnProcess.variable("TLM_SOAK") != nil
    let least = (kills: isSoak ? 150 : 6, unfinished: isSoak ? 60 : 3)
    while life < 2 || toll.kills < least.kills || toll.unfinished < least.unfinished {
      try play(life, log, &toll, &dice)
      life += 1
    }
    try finish(log)
    let goal = life * Self.writers * Self.events
    live.withLock { $0.goal = goal }
    try log.append(.numbered(0), durability: .flushed)
    try await follower.value

    let end = live.withLock { $0 }
    #expect(end.state.wrong == 0 && end.state.count == goal, "seed \(seed)")
    var zero = Replay.Options()
    zero.usesCheckpoints = false
    zero.bounds.to = end.through
    #expect(try Replayer(log, zero).replay([Tally()]).replays[0].digest.description == end.digest)
    let contents = try LogContents(log)
    contents.check(toll.receipts)
    contents.checkOrder()
    try contents.checkSeals(log.layout)
    let found = try LogVerifier.verify(log, heads: toll.heads)
    #expect(found.faults == [] && found.isWhole, "seed \(seed): \(found)")
    #expect(!toll.heads.isEmpty && !found.redacted.isEmpty)
    watch.report(
      "[redact] \(toll.kills) killed, \(toll.unfinished) left to the next, \(toll.heads.count) heads; "
        + "\(goal) events of writers in \(life) lives")
  }

  /// Writers write, strangers append, and redactions are killed as long as they do.
  private func play(
    _ life: Int, _ log: EventLog, _ toll: inout Toll, _ dice: inout Seeded
  ) throws {
    let writers = try (0..<Self.writers).map { writer in
      try Actors.start(
        "write", scratch.store,
        ["writer=\(writer)", "life=\(life)", "count=\(Self.events)", "limit=65536"])
    }
    for number in 0..<6 {
      try log.append(lines: Array(Self.note(life, number).utf8), timeout: .seconds(20))
      try Disk.append(log.layout.inbox, Self.note(life, 100 + number))
    }
    repeat {
      // What is sealed in the middle of one holds afterwards; where it cannot be, nothing is said.
      if let head = try? LogSealer(log).takeHead().head { toll.heads.append(head) }
      try killOne("\(Self.secret)-\(life)-", log, &toll, &dice)
    } while !writers.allSatisfy(\.hasEnded)
    for (writer, child) in writers.enumerated() {
      let lines = try child.lines()
      toll.receipts += lines.compactMap { Acknowledged($0, writer: writer, life: life) }
      #expect(lines.allSatisfy { $0.hasPrefix("at ") }, "\(lines)")
    }
  }

  private static func note(_ life: Int, _ number: Int) -> String {
    "{\"event\":\"note\",\"text\":\"the word is \(secret)-\(life)-\(number)\",\"n\":\(number)}\n"
  }

  private func redact(_ arguments: [String]) throws -> Child {
    try Child([Program.built("tlm"), "redact", "--store", scratch.store, "--json"] + arguments)
  }

  /// Starts a redaction and kills it somewhere on its way.
  private func killOne(
    _ text: String, _ log: EventLog, _ toll: inout Toll, _ dice: inout Seeded
  ) throws {
    let child = try redact([
      "--where", "text contains \"\(text)\"", "--reason", "a password",
    ])
    // Most of them once there is something to finish, however long that takes on a busy machine.
    let waitsForIntent = dice.below(4) > 0
    let deadline = deadline(
      after: waitsForIntent ? .seconds(30) : .milliseconds(20 + dice.below(400)))
    while monotonicNow() < deadline, !child.hasEnded {
      if waitsForIntent, try log.hasUnfinishedRedaction {
        for _ in 0..<dice.below(40_000) { sched_yield() }
        break
      }
      pause(nanoseconds: 200_000)
    }
    child.finish()
    guard child.wait() == .killed(SIGKILL) else { return }
    toll.kills += 1
    if try log.hasUnfinishedRedaction { toll.unfinished += 1 }
  }

  /// What is left to be finished is, and whatever nobody came to is blanked.
  private func finish(_ log: EventLog) throws {
    let last = try redact([])
    _ = try last.lines()
    last.wait()
    #expect(try !log.hasUnfinishedRedaction)
    let all = try redact([
      "--where", "text contains \"\(Self.secret)\"", "--reason", "a password",
    ])
    let told = try all.lines().joined()
    let end = all.wait()
    // With 1 it found nothing more.
    #expect(end == .exited(0) || end == .exited(1), "\(told)")
    let left = Program.run("/usr/bin/grep", ["-rlF", Self.secret, scratch.store], scratch: scratch)
    #expect(left?.code == 1 && left?.output == "", "\(left?.output ?? "")")
    let names = try Folder.names(in: log.layout.log).filter {
      $0.hasSuffix(".new") || ["REDACTING", "BLANKING", "REBASING"].contains($0)
    }
    #expect(names == [])
  }
}
