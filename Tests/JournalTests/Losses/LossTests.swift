import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// The power goes at any moment of a run, and whatever was not synced is there, lost or torn, each
/// change for itself: synced receipts hold, the store opens, the next append works.
struct LossTests {
  static let seed: UInt64 = 7

  @Test func `synced events survive whatever a power loss takes of the rest`() throws {
    let watch = Stopwatch()
    let run = try LossRun.recorded(LossRun.usual)

    let tally = try replay(run, bound: 6, samples: 40, seed: Self.seed)

    #expect(run.receipts.count > 15 && tally.points > 100)
    #expect(run.acknowledgements == run.receipts.count && tally.checked > 1000)
    watch.report(
      "loss: \(run.operations.count) operations, \(tally.points) crash points, \(tally.states) "
        + "states, \(tally.exhaustive) points in full, \(tally.checked) receipts checked, "
        + "seed \(Self.seed)")
  }

  @Test func `what a killed process left half-made takes no later synced event with it`() throws {
    let watch = Stopwatch()
    var states = 0
    var checked = 0
    var n = 1
    while true {
      var wasStruck = false
      let run = try LossRun.recorded { run in
        let (_, struck) = Faults.strike(call: n, .death) { try LossRun.short(run) }
        wasStruck = struck != nil
        // Another process comes, and the power goes some time after its receipt.
        let log = try EventLog.create(run.store, options: run.options)
        try run.append(log, 900..<901, durability: .synced)
      }
      let tally = try replay(run, last: 1, bound: 4, samples: 12, seed: Self.seed + UInt64(n))
      states += tally.states
      checked += tally.checked
      if !wasStruck { break }
      n += 1
    }

    #expect(n > 60)
    watch.report("loss after a kill: \(n) calls, \(states) states, \(checked) receipts checked")
  }

  @Test func `a spool file that was durable loses no line to the drain that removes it`() throws {
    var owed: [String] = []
    let run = try LossRun.recorded { run in
      owed = try LossRun.leaveSpool(run)
      try EventLog.open(run.store, options: run.options).drain()
    }
    let before = 1 + (run.operations.lastIndex(of: .syncFolder(path: run.store)) ?? 0)

    let tally = try replay(
      run, owed: owed, last: run.operations.count - before, bound: 6, samples: 40, seed: Self.seed)

    #expect(tally.points > 5)
    print("loss of a spool: \(tally.points) crash points, \(tally.states) states")
  }

  struct Tally {
    var points = 0
    var states = 0
    var exhaustive = 0
    var checked = 0
  }

  /// Checks states of the disk after each operation (of the `last` ones only, where that is given):
  /// all where few changes are pending, else samples with the extremes among them.
  private func replay(
    _ run: LossRun, owed: [String] = [], last: Int = .max, bound: Int, samples: Int, seed: UInt64
  ) throws -> Tally {
    var tally = Tally()
    var random = Seeded(seed)
    var model = LossModel(root: run.scratch.path)
    var promised: [LossRun.Receipt] = []
    for (index, operation) in run.operations.enumerated() {
      model.apply(operation)
      if case .acknowledged(let position) = operation {
        promised += run.receipts.filter { $0.position.description == position }
      }
      guard run.operations.count - index <= last else { continue }
      let check = LossCheck(
        run: run, promised: promised, moment: "after \(index): \(operation)", owed: owed)
      let pending = model.pending.map(\.number)
      tally.points += 1
      if pending.count <= bound {
        tally.exhaustive += 1
        for kept in 0..<(1 << pending.count) {
          let fates = Dictionary(
            uniqueKeysWithValues: pending.enumerated().map { place, number in
              (number, kept >> place & 1 == 1 ? LossModel.Fate.kept : .lost)
            })
          tally.checked += try check.state(model.image { fates[$0] ?? .lost })
          tally.states += 1
        }
      }
      for sample in 0..<samples {
        let fates = Self.fates(sample, model.pending, &random)
        tally.checked += try check.state(model.image { fates[$0] ?? .lost })
        tally.states += 1
      }
    }
    return tally
  }

  /// All lost, all kept, only names, only data, then at random with torn writes among them.
  private static func fates(
    _ sample: Int, _ pending: [(number: Int, change: LossModel.Change)], _ random: inout Seeded
  ) -> [Int: LossModel.Fate] {
    var fates: [Int: LossModel.Fate] = [:]
    for (number, change) in pending {
      var length: Int?
      if case .write(_, let bytes) = change { length = bytes.count }
      switch sample {
      case 0: fates[number] = .lost
      case 1: fates[number] = .kept
      case 2: fates[number] = length == nil ? .kept : .lost
      case 3: fates[number] = length == nil ? .lost : .kept
      default:
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1: fates[number] = .lost
        case 2 where length != nil:
          fates[number] = .torn(
            Int.random(in: 0...(length ?? 0), using: &random),
            hasLength: Bool.random(using: &random))
        default: fates[number] = .kept
        }
      }
    }
    return fates
  }
}
