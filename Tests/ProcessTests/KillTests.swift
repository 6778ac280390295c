import Events
import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ProcessTests.KillTests {
  @Test func `five hundred kills of writers, strangers and drainers lose and repeat nothing`()
    async throws
  {
    let watch = Stopwatch()
    let goal = StoreLocation.variable("TLM_KILLS").flatMap { Int($0) } ?? 500
    let log = try EventLog.create(scratch.store)
    let campaign = try Campaign(log.layout, goal: goal, keep: scratch.path + "/keep")

    let toll = try await campaign.run()
    try log.append(lines: Counted(writer: 99, life: 0, number: 0).batch(1), timeout: .seconds(10))
    while try log.drain().bytes > 0 {}

    let contents = try LogContents(log)
    let inboxes = try campaign.inboxes()
    #expect(toll.complaints.isEmpty)
    contents.check(toll.receipts)
    contents.checkOrder()
    // One stranger may end the line that another had not ended yet, and then the other an empty one.
    let empty = inboxes.reduce(0) { sum, inbox in sum + inbox.count { $0.isEmpty } }
    try contents.checkBlanks(log.layout, emptyLines: empty)
    try contents.checkSeals(log.layout)
    checkForeign(contents.foreign, inboxes.map { $0.filter { !$0.isEmpty } })
    let segments = try SegmentList(log.layout).bases.count
    watch.report(
      "[processes] kills: \(toll.writers) writers, \(toll.strangers) strangers, \(toll.drainers) drainers; "
        + "\(toll.receipts.count) receipts, \(contents.written.count) events, "
        + "\(contents.foreign.count) lines of strangers in \(inboxes.count) inboxes, "
        + "\(contents.blanks.count) torn tails, \(contents.own) markers, \(segments) segments, "
        + "\(contents.length >> 20) MiB")
    #expect(toll.writers >= goal)
  }

  @Test func `a write that a kill tears is kept, blanked, and followed by the next one`() throws {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let segment = try Descriptor.open(log.layout.segment(.start), .read)
    var receipts: [Acknowledged] = []
    var kills = 0
    while kills < 300, try Folder.names(in: log.layout.damaged).count < 10 {
      let child = try Actors.start(
        "write", log.layout.root, ["life=\(kills)", "large=2000", "announce"])
      var lines: [String] = []
      while let line = try child.line(), line != "large" { lines.append(line) }
      // It holds the lock and writes at once: as soon as the file grows, it is in mid-write.
      let before = try segment.status().size
      var looks = 0
      while looks < 100_000, try segment.status().size == before { looks += 1 }
      child.finish()
      lines += try child.lines()
      receipts += lines.compactMap { Acknowledged($0, writer: 0, life: kills) }
      kills += 1
      receipts.append(try appendOne(log, kills))
    }

    let contents = try LogContents(log)
    contents.check(receipts)
    contents.checkOrder()
    try contents.checkBlanks(log.layout)
    #expect(contents.foreign.isEmpty)
    // How many kills come in mid-write is the scheduler's; FaultTests tear writes for certain.
    watch.report("[processes] \(contents.blanks.count) writes torn by \(kills) kills")
  }

  @Test func `a killed tlm-emit leaves its event whole or not at all, and what it said is there`()
    throws
  {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let goal = StoreLocation.variable("TLM_KILLS").flatMap { Int($0) } ?? 500
    var dice = Seeded(randomSeed())
    var acknowledged: Set<String> = []
    var killed = 0
    var life = 0
    while killed < goal {
      life += 1
      let size = Bool.random(using: &dice) ? 10 : 100_000
      let text = String(repeating: "x", count: size)
      let child = try Child([
        Program.built("tlm-emit"), "--strict", "--store", scratch.store, "w", "life:=\(life)",
        "text=\(text)",
      ])
      for _ in 0..<Int.random(in: 0...20_000, using: &dice) { sched_yield() }
      switch child.finish() {
      case .killed(SIGKILL): killed += 1
      case .exited(0): acknowledged.insert("\(life)")
      case let end: Issue.record("life \(life) ended: \(end)")
      }
    }
    while try log.drain().bytes > 0 {}

    let lines = try log.eventLines()
    let lives = lines.compactMap { $0.firstMatch(of: /"life":([0-9]+)/)?.1 }.map(String.init)
    #expect(lives.count == lines.count, "each line is whole")
    #expect(Set(lives).count == lives.count, "each is there once")
    #expect(acknowledged.isSubset(of: lives), "what was said to be there is there")
    watch.report(
      "[processes] tlm-emit: \(killed) kills, \(acknowledged.count) events acknowledged, \(lives.count) there"
    )
  }

  private func appendOne(_ log: EventLog, _ life: Int) throws -> Acknowledged {
    let receipt = try log.append(lines: Counted(writer: 1, life: life, number: 0).batch(1))
    let words = "at \(receipt.position) \(receipt.end) 0 1"
    return try #require(Acknowledged(words, writer: 1, life: life))
  }

  /// The lines of the inboxes, each once; those of one inbox in its order.
  private func checkForeign(_ foreign: [String], _ inboxes: [[String]]) {
    var open: [String: Int] = [:]
    for line in inboxes.joined() { open[line, default: 0] += 1 }
    for line in foreign { open[line, default: 0] -= 1 }
    let wrong = open.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    let shown = wrong.prefix(3).map { "\($0.value) × \($0.key.prefix(80))" }
    #expect(shown.isEmpty, "each line once, and no other; \(wrong.count) are missing or too many")
    for inbox in inboxes {
      var rest = foreign[...]
      for line in inbox {
        guard let place = rest.firstIndex(of: line) else {
          Issue.record("out of order, or missing: \(line.prefix(80))")
          break
        }
        rest = rest[(place + 1)...]
      }
    }
  }
}
