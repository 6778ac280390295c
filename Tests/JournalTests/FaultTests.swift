import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every system call of every operation fails, falls short, or is the last one before the death of
/// the process; afterwards another process finds a log that has lost and doubled nothing.
struct FaultTests {
  static let effects: [Faults.Effect] =
    [.failure(EIO), .failure(ENOSPC), .failure(EINTR), .death]
    + [0, 1, 57, 300, 1 << 20].map { .short($0) } + [0, 1, 57, 300, 1 << 20].map { .torn($0) }

  @Test(arguments: FaultScenario.all)
  func `any one call may fail, fall short, or be the last`(_ scenario: FaultScenario) throws {
    let watch = Stopwatch()
    var runs = 0
    var calls = 0
    for effect in Self.effects {
      var n = 1
      while try strike(scenario, call: n, effect) { n += 1 }
      runs += n
      calls = max(calls, n - 1)
    }

    #expect(calls > 3)
    watch.report("faults: \(scenario): \(calls) calls, \(runs) runs")
  }

  /// One run of the scenario; false when its `n`th call does not exist, so nothing was hit.
  private func strike(_ scenario: FaultScenario, call n: Int, _ effect: Faults.Effect) throws
    -> Bool
  {
    let bench = FaultBench(hit: "\(scenario), call \(n): \(effect)", segmentLimit: scenario.limit)
    let log = try scenario.prepare(bench)

    let (result, struck) = Faults.strike(call: n, effect) {
      try scenario.act(bench, log)
    }
    if let struck { bench.hit += " at \(struck)" }

    bench.isDead = effect == .death || effect.isTorn
    if case .failure(let error) = result { bench.failed(with: error) }
    if struck == nil, case .failure(let error) = result {
      Issue.record("\(bench.hit): failed untouched: \(error)")
    }
    if let log, !bench.isDead { try bench.goOn(log) }
    bench.checkReading()
    try bench.recover()
    try bench.checkContent()
    try bench.checkFiles()
    return struck != nil
  }
}

extension Faults.Effect {
  var isTorn: Bool { if case .torn = self { true } else { false } }
}
