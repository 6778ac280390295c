import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Folding

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a loop does while the log takes nothing.
@Suite struct SurvivalTests {
  private let scene: EffectScene

  init() throws { scene = try EffectScene(["{emit: said}"]) }

  private func hold() throws -> Child {
    let actor = try Child([Program.built("tlm-actor"), "hold", scene.log.layout.root])
    #expect(try actor.line() == "ready")
    #expect(try actor.line() == "held")
    return actor
  }

  @Test func `while somebody holds the lock it warns, and decides when they let go`() throws {
    var turns = try scene.turns(.store)
    try scene.load(95)
    var holder = try hold()
    for _ in 0..<3 {
      let status = try turns.take()
      #expect(status.warnings.count == 1 && status.warnings[0].hasSuffix("; it is tried again"))
      #expect(status.decisions == 0 && status.mode.name == "NORMAL")
    }
    holder.say("go")
    #expect(holder.wait() == .exited(0))
    let status = try turns.take()
    #expect(status.warnings.isEmpty && status.decisions == 1 && status.mode.name == "ALERT")
    #expect(status.effects.map(\.outcome) == [.done])

    // Between a transition and its effect likewise.
    try scene.load(20)
    _ = try turns.take()
    var other = try scene.turns(.nothing)
    try scene.load(95)
    #expect(try other.take().decisions == 1)
    holder = try hold()
    #expect(try turns.take().warnings.count == 1)
    #expect(try turns.take().mode.name == "ALERT")
    holder.say("go")
    #expect(holder.wait() == .exited(0))
    #expect(try turns.take().effects.map(\.outcome) == [.done])
    _ = try turns.take()
    #expect(try scene.effects("control_effect").count == 2)
    #expect(try scene.transitions().count == 3)
  }

  @Test func `how a program ended is written when the log takes it`() throws {
    let scratch = Scratch()
    let (go, over) = (scratch.path + "/go", scratch.path + "/over")
    let script = "until test -e \"$0\"; do sleep 0.01; done; touch \"$1\""
    let scene = try EffectScene(["{exec: [sh, -c, '\(script)', '\(go)', '\(over)']}"])
    var turns = try scene.turns()
    try scene.load(95)
    #expect(try turns.take().effects.map(\.outcome) == [nil])
    let holder = try Child([Program.built("tlm-actor"), "hold", scene.log.layout.root])
    #expect(try holder.line() == "ready")
    #expect(try holder.line() == "held")
    try Disk.write(go, [])
    let deadline = monotonicNow() + 60_000_000_000
    while try turns.take().warnings.isEmpty {
      try #require(monotonicNow() < deadline)
      pause(nanoseconds: 3_000_000)
    }
    #expect(try Folder.names(in: scratch.path).contains("over"))
    #expect(try turns.take().warnings.count == 1)
    holder.say("go")
    #expect(holder.wait() == .exited(0))
    #expect(try turns.take().effects.map(\.outcome) == [.done])
    _ = try turns.take()
    #expect(try scene.effects().map(\.outcome) == [nil, "done"])
  }

  @Test func `it runs on through a lock that is held, and needs no event to try again`()
    async throws
  {
    let loop = scene.loop(.store) { $0.interval_s = 3600 }
    let (statuses, heard) = AsyncStream.makeStream(of: ControlLoop.Status.self)
    let running = Task { try await loop.run { heard.yield($0) } }
    var iterator = statuses.makeAsyncIterator()
    _ = await iterator.next()
    // Its lock is looked for by nobody while the events go in: the loop waits for it longer.
    var holder: Child?
    while holder == nil {
      try scene.load(95)
      holder = try hold()
      let transitions = try scene.transitions().count
      guard transitions > 0 else { break }
      // The loop was faster than the lock.
      holder?.say("go")
      holder?.wait()
      holder = nil
      try scene.load(20)
      let watch = try FolderWatch([scene.log.layout.log])
      while true {
        let seen = watch.signal.count
        if try scene.transitions().count != transitions { break }
        await watch.signal.wait(beyond: seen)
      }
    }
    var last = await iterator.next()
    while let status = last, status.warnings.isEmpty { last = await iterator.next() }
    #expect(last?.warnings.isEmpty == false)
    let before = last?.decisions
    holder?.say("go")
    #expect(holder?.wait() == .exited(0))
    while let status = last, status.decisions == before { last = await iterator.next() }
    #expect(last?.mode.name == "ALERT" && last?.warnings.isEmpty == true)
    running.cancel()
    try await running.value
  }

  @Test func `however often the disk fails, what is decided is what a whole disk would have got`()
    throws
  {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let effects: [Faults.Effect] = [.failure(ENOSPC), .short(0), .short(90), .failure(EDQUOT)]
    var struck = 0
    for _ in 0..<10 {
      let scene = try EffectScene(["{emit: said, fields: {n: 1}}", "{notify: x}"])
      var turns = try scene.turns(.store)
      for number in 0..<40 {
        try scene.load(Bool.random(using: &random) ? 95 : 20)
        guard number % 3 == 0 || Bool.random(using: &random) else { continue }
        let call = Int.random(in: 1...40, using: &random)
        let effect = effects.randomElement(using: &random) ?? .short(0)
        let turn = Faults.strike(call: call, effect) { try turns.take() }
        if turn.struck != nil { struck += 1 }
      }
      let status = try turns.take()
      _ = try turns.take()

      let backtest = try Backtest(policy: scene.policy).run(over: scene.log.read())
      var found: [String] = []
      var scan = Scan()
      try scan.run(over: scene.log.read()) { event in
        if event.name == "mode_transition" { found.append(event.string("decided_at") ?? "") }
        return true
      }
      #expect(found == backtest.transitions.map { "\($0.decidedAt)" })
      #expect(status.mode.name == backtest.mode && status.warnings.isEmpty)
      let alerts = backtest.transitions.count { $0.to == "ALERT" }
      try check(scene, alerts)
      let checked = try ControlVerification(policy: scene.policy).run(over: scene.log)
      #expect(checked.isSound && checked.confirmed == found.count, "\(checked.doubts)")
    }
    #expect(struck > 0)
  }

  /// Each effect of each transition to ALERT has begun once and ended once.
  private func check(_ scene: EffectScene, _ alerts: Int) throws {
    let started = try scene.effects("control_effect_started").map(\.id)
    let ended = try scene.effects("control_effect")
    #expect(Set(started).count == started.count && started.count == 2 * alerts)
    #expect(ended.map(\.id).sorted() == started.sorted(), "\(ended)")
    #expect(Set(ended.compactMap(\.outcome)).isSubset(of: ["done", "interrupted"]))
  }

  @Test func `a disk that is full for a while costs no decision`() throws {
    let folder = scene.path("disk")
    try Folder.make(folder)
    let mount = "mount -t tmpfs -o size=3m tlm \"$0\""
    func start(_ words: [String]) throws -> Child {
      try Child(["unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", folder] + words)
    }
    guard try start(["true"]).wait() == .exited(0) else {
      return print("[control] skipped: tmpfs cannot be mounted here")
    }
    let actor = try start([Program.built("tlm-actor"), "control-full", folder + "/.tlm"])
    #expect(
      try actor.lines() == [
        "full", "warned true NORMAL 0", "warned true NORMAL 0", "warned false ALERT 1 done",
        "transitions 1 said 1",
      ])
    #expect(actor.wait() == .exited(0))
  }
}
