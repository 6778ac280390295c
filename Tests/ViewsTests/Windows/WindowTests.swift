import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Folding
@testable import TLM
@testable import Views

/// What is kept of windows, against folds from zero.
@Suite struct WindowTests {
  /// One of few, so that it is asked for again.
  private func bounds(_ dice: inout Seeded) -> Fold.Bounds {
    let since: [Timestamp?] = [
      nil, Timestamp(rawValue: .min), WindowBench.minute(0), WindowBench.minute(5),
    ]
    let until: [Timestamp?] = [nil, WindowBench.minute(9), WindowBench.minute(5)]
    var bounds = Fold.Bounds(since: since[dice.below(4)], until: until[dice.below(3)])
    if !bounds.isWindow { bounds.since = Timestamp(rawValue: .min) }
    return bounds
  }

  @Test func `whatever is kept of windows, they come to what folds from zero do`() throws {
    let seed = randomSeed()
    print("[windows] TLM_SEED=\(seed)")
    var dice = Seeded(seed)
    var resumed = 0
    for round in 0..<3 {
      let bench = try WindowBench(segmentLimit: Int64(2000 + dice.below(6000)))
      for step in 0..<16 {
        try bench.pruned.append(bench.pruned.randomLines(dice.below(60), &dice))
        if dice.below(3) == 0 { try bench.bringIndexUp() }
        if dice.below(9) == 0 {
          try bench.pruned.prune(to: Int64(dice.below(Int(try bench.pruned.size) + 1)))
        }
        if dice.below(9) == 0 { _ = try bench.pruned.replayer(of: bench.log).rebuild([Seen()]) }
        var bounds = bounds(&dice)
        // The reader's now lies anywhere among the events, and often ends the window.
        let second = WindowBench.begin + Int64(dice.below(1100))
        let now = Timestamp(rawValue: second * 1_000_000_000 + 1)
        if dice.below(2) == 0 { bounds.until = now }
        let found = try bench.problem(bounds, now: now)
        resumed += found.resumed
        guard let problem = found.text else { continue }
        Issue.record("seed \(seed), round \(round), step \(step): \(problem)")
        return
      }
    }
    #expect(resumed > 20, "seed \(seed): hardly anything was gone on from")
  }

  @Test func `a window that is asked for again goes on where it stood`() throws {
    let bench = try WindowBench()
    var dice = Seeded(11)
    try bench.pruned.append(bench.pruned.randomLines(200, &dice))
    let window = Fold.Bounds(since: WindowBench.minute(2), until: WindowBench.minute(9))

    let first = try bench.fold(window)
    #expect(first.resumed == 0)
    #expect(try bench.files().count == bench.projections.count)
    let second = try bench.fold(window)
    #expect(second.resumed == bench.projections.count && second.replays == first.replays)

    // What comes later is in it, where its time is.
    let late = "{\"event\":\"call\",\"ts\":\(WindowBench.begin + 130)}\n"
    try bench.pruned.append(late)
    let third = try bench.problem(window)
    #expect(third.text == nil && third.resumed == bench.projections.count)
    #expect(try bench.fold(window).replays != first.replays)
  }

  @Test func `an end at the reader's now is as good as none until an event is later`() throws {
    let bench = try WindowBench()
    func call(_ second: Int64) throws {
      try bench.pruned.append("{\"event\":\"call\",\"ts\":\(WindowBench.begin + second)}\n")
    }
    func now(_ second: Int64) -> Timestamp {
      Timestamp(rawValue: (WindowBench.begin + second) * 1_000_000_000 + 7)
    }
    func resumed(_ second: Int64) throws -> Int {
      let window = Fold.Bounds(since: WindowBench.minute(0), until: now(second))
      let found = try bench.problem(window, now: now(second))
      #expect(found.text == nil, "\(second)")
      return found.resumed
    }
    try call(10)
    #expect(try resumed(20) == 0)
    #expect(try resumed(25) > 0)
    #expect(try resumed(9) == 0, "an event is later than that end")
    try call(40)
    #expect(try resumed(30) > 0)
    #expect(try resumed(35) > 0, "with an event after it nothing new was kept")
    #expect(try resumed(50) > 0)
    #expect(try resumed(39) == 0, "what is kept has an event that is later")
  }

  @Test func `bounds that move with the clock leave nothing behind`() throws {
    let bench = try WindowBench()
    try bench.pruned.append("{\"event\":\"call\",\"ts\":\(WindowBench.begin + 10)}\n")
    let moving = Timestamp(rawValue: WindowBench.minute(0).rawValue + 1)
    for bounds in [
      Fold.Bounds(since: moving), Fold.Bounds(since: moving, until: WindowBench.minute(3)),
      Fold.Bounds(until: moving), Fold.Bounds(to: .start, since: WindowBench.minute(0)),
      Fold.Bounds(at: moving, since: WindowBench.minute(0)),
    ] {
      #expect(try bench.problem(bounds).resumed == 0)
    }
    #expect(try bench.files() == [])
  }

  @Test func `a skip that comes later makes what was kept another answer`() throws {
    let bench = try WindowBench()
    let line = "{\"event\":\"call\",\"ts\":\(WindowBench.begin + 70)}\n"
    try bench.pruned.append(line + line)
    let window = Fold.Bounds(since: WindowBench.minute(1), until: WindowBench.minute(2))
    _ = try bench.fold(window)
    let skip = Skip(
      projection: try ProjectionIdentity(of: Seen()).identifier,
      position: Position(rawValue: Int64(line.utf8.count)))
    try bench.log.append(lines: skip.line(reason: "it traps", at: WindowBench.minute(5), of: nil))

    let found = try bench.problem(window)
    #expect(found.text == nil && found.resumed == bench.projections.count - 1)
    let replays = try bench.fold(window).replays
    #expect(replays[0].skipped == 1 && replays[0].matched == 2)
  }

  @Test func `what is damaged, or of another log, is not gone on from`() throws {
    let bench = try WindowBench()
    var dice = Seeded(12)
    try bench.pruned.append(bench.pruned.randomLines(60, &dice))
    let window = Fold.Bounds(since: WindowBench.minute(2))
    _ = try bench.fold(window)
    let files = try bench.files()
    for (number, name) in files.enumerated() {
      var bytes = try #require(try Folder.contents(of: bench.folder + "/" + name))
      bytes[(number * 97) % bytes.count] ^= 1
      try Folder.replace(bench.folder + "/" + name, with: bytes, isSynced: false)
    }

    let damaged = try bench.problem(window)
    #expect(damaged.text == nil && damaged.resumed == 0)
    #expect(try bench.fold(window).resumed == files.count, "and it is replaced")

    let other = try WindowBench()
    try other.pruned.append(bench.pruned.randomLines(90, &dice))
    _ = try other.fold(window)
    for name in files {
      let bytes = try #require(try Folder.contents(of: bench.folder + "/" + name))
      try Folder.replace(other.folder + "/" + name, with: bytes, isSynced: false)
    }
    let stolen = try other.problem(window)
    #expect(stolen.text == nil && stolen.resumed == 0)
  }
}
