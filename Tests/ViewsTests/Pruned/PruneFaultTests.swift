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

@testable import Folding
@testable import TLM
@testable import Views

/// Every system call of a prune fails, or is the last one before the death of the process: the log says
/// the same before, between and after, and the next prune leaves nothing behind.
@Suite struct PruneFaultTests {
  private func bench() throws -> PruneBench {
    let bench = try PruneBench(segmentLimit: 2500)
    var dice = Seeded(3)
    try bench.append(bench.randomLines(120, &dice))
    try bench.keep([Ledger(), Issues()])
    try bench.append("{\"event\":\"x\",\"stream\":\"last\"}\n")
    return bench
  }

  /// Strikes the nth call of a prune; false where it makes fewer.
  private func strike(_ n: Int, _ effect: Faults.Effect) throws -> Bool {
    let bench = try bench()
    let name = "\(effect) at call \(n)"
    let before = try bench.log.bounds()
    let data = bench.log.layout.views + "/data.mdb"
    let views = try #require(try FileStatus.ofName(data))
    let pruner = bench.pruner(PruneRules(maxSize: 3000))
    let (_, struck) = Faults.strike(call: n, effect) {
      var ages = SegmentAges()
      _ = try pruner.run(&ages)
    }
    guard let struck else { return false }

    try check(bench, "\(name) (\(struck))")
    let first = try bench.log.bounds().lowerBound
    let decided = try bench.log.unfinishedPrune()?.cut

    if try decided == nil && FileStatus.ofName(data)?.isSameFile(as: views) != true {
      // Views that were made anew know nothing of rows: either nothing went for that, or the base has
      // them by now, at which was looked above. Who wants them kept rebuilds them.
      try bench.keep([Ledger(), Issues()])
    }
    let report = try bench.prune(to: 3000)

    let cut = try bench.log.bounds().lowerBound
    #expect(cut >= first && cut > before.lowerBound, "\(name)")
    #expect(report.finished == decided, "\(name)")
    try check(bench, "\(name) (\(struck)), then pruned")
    let left = try bench.others.filter {
      !["STORE", "LOCK", "PRUNE", "CURSORS", "IMPORTS"].contains($0)
    }
    let base = String(bench.log.layout.base(cut).split(separator: "/").last ?? "")
    #expect(left == [base], "\(name)")
    let told = try bench.uncut.lines().filter { $0.contains("tlm.pruned") }
    #expect(told.count == 1 && told[0].contains("\"cut\":\(cut)"), "\(name): \(told)")
    let bases = try SegmentList(bench.log.layout).bases
    let sums = try Folder.names(in: bench.log.layout.log).filter { $0.hasSuffix(".sum") }
    #expect(sums.count == bases.count - 1, "\(name)")
    return true
  }

  /// Another process sees the states and lines of the log that was never cut.
  private func check(_ bench: PruneBench, _ name: String) throws {
    try bench.copy()
    let (pruned, whole) = try bench.replays { $0.usesCheckpoints = false }
    for (pruned, whole) in zip(pruned, whole) {
      #expect(pruned == whole, "\(name): \(pruned.projection)")
    }
    let lines = try bench.log.lines()
    #expect(try bench.uncut.lines().suffix(lines.count) == lines[...], "\(name)")
    let error = #expect(throws: AppendError.self) {
      try bench.log.append([NewEvent("x")], onlyIf: [.expecting(stream: "last", revision: 7)])
    }
    #expect(error?.actual == 1, "\(name)")
  }

  @Test(arguments: [Faults.Effect.death, .failure(EIO), .failure(ENOSPC)])
  func `a prune that is hit at any call is finished by the next one`(effect: Faults.Effect) throws {
    let watch = Stopwatch()
    var n = 1
    let step = effect == .death ? 1 : 4
    while try strike(n, effect) { n += step }
    watch.report("[prune] \(effect): \(n) calls")
    #expect(n > 60)
  }

  @Test func `whoever reads while segments go has an answer of the whole log`() throws {
    var moments = 0
    let bench = try bench()
    let whole = try bench.replays().whole
    let calls = Faults.calls { _ = try? bench.replayer(of: bench.log).replay([Seen(), Ledger()]) }
      .calls.count
    for n in stride(from: 1, through: calls, by: max(1, calls / 60)) {
      let bench = try self.bench()
      let pruner = bench.pruner(PruneRules(maxSize: 3000))
      let replayer = bench.replayer(of: bench.log) { $0.usesCheckpoints = false }
      let end = try bench.log.bounds().upperBound
      let (result, struck) = Faults.interrupt(
        call: n,
        by: {
          var ages = SegmentAges()
          _ = try? pruner.run(&ages)
        }
      ) { try replayer.replay([Seen(), Ledger()]) }
      guard struck != nil else { break }
      moments += 1
      let replays = try result.get().replays
      // The prune's own event may be in it.
      let again =
        try replays[0].through == end
        ? whole
        : {
          try bench.copy(); return try bench.replays().whole
        }()
      #expect(replays[0].digest == again[0].digest, "call \(n)")
      #expect(replays[1].digest == again[2].digest, "call \(n)")
    }
    #expect(moments > 20)
  }
}
