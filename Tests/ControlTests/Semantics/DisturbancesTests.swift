import Events
import Folding
import Journal
import Lines
import TestSupport
import Testing

@testable import Control

/// A long stretch in which nothing happens is passed in a step, wherever what was told ahead lies.
@Suite struct DisturbancesTests {
  private let second: Int64 = 1_000_000_000
  private let interval = Nanoseconds(rawValue: 5_000_000_000)

  private func instant(_ seconds: Int64) -> Timestamp { Timestamp(rawValue: seconds * second) }

  /// The instants that are looked at from 0 to an end, in seconds.
  private func instants(_ disturbances: Disturbances, to end: Int64) -> [Int64] {
    var disturbances = disturbances
    var looked: [Int64] = [0]
    while let last = looked.last, last < end {
      let next = disturbances.next(after: instant(last), every: interval, to: instant(end))
      looked.append(next.rawValue / second)
    }
    return looked
  }

  @Test func `after the settling the next instant is the last`() {
    var disturbances = Disturbances(settling: Nanoseconds(rawValue: 20 * second))
    disturbances.note(instant(0), at: instant(0))

    #expect(instants(disturbances, to: 1_000_000) == [0, 5, 10, 15, 20, 25, 1_000_000])
  }

  @Test func `what is told ahead is waited for, and nothing before it`() {
    var disturbances = Disturbances(settling: Nanoseconds(rawValue: 20 * second))
    disturbances.note(instant(0), at: instant(0))
    disturbances.note(instant(10_003), at: instant(0))
    disturbances.note(instant(10_010), at: instant(0))
    disturbances.note(instant(5_000_000_000), at: instant(0))

    let looked = instants(disturbances, to: 1_000_000)

    let around = stride(from: Int64(9_940), through: 10_035, by: 5)
    #expect(looked == [0, 5, 10, 15, 20, 25] + around + [1_000_000])
  }

  @Test func `it is never passed over, whatever was told in whichever order`() {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    for _ in 0..<300 {
      let settling = Int64.random(in: 0...100, using: &random)
      var disturbances = Disturbances(settling: Nanoseconds(rawValue: settling * second))
      let end = Int64.random(in: 1...4_000, using: &random) * 5
      let times = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Int64.random(in: -200...25_000, using: &random)
      }
      for time in times { disturbances.note(instant(time), at: instant(0)) }

      let looked = Set(instants(disturbances, to: end))

      for time in times {
        for near in stride(from: Int64(5), to: end, by: 5)
        where near >= time - 60 && near <= time + settling {
          #expect(looked.contains(near), "\(times) settling \(settling) to \(end), seed \(seed)")
        }
      }
      let most = times.count * Int((settling + 60) / 5 + 3) + 4
      #expect(looked.count <= most, "\(times) settling \(settling) to \(end), seed \(seed)")
    }
  }

  @Test func `of very many that are ahead the furthest are let go`() {
    var disturbances = Disturbances(settling: Nanoseconds(rawValue: second))
    for number in 1...Int64(5000) {
      disturbances.note(instant(1_000_000 - number * 100), at: instant(0))
    }

    let looked = instants(disturbances, to: 1_000_000)

    #expect(looked.contains(500_000))
    #expect(looked.count < (Disturbances.mostAhead + 2) * 15)
  }

  @Test func `a transition that is told from the future makes no long work of the time until then`()
    throws
  {
    let rules = Rules.one(#"metric: perf_system_cpu_load, operator: ">", value: 85"#)
    let policy = try Policy(yaml: rules, file: "rules.yaml")
    let plan = EvaluationPlan(policy, sensors: [], scope: nil, interval_s: 5)
    let year = 365.0 * 86_400
    func sample(_ seconds: Double) -> NewEvent {
      NewEvent(
        "system_metrics_snapshot", at: Rig.time(seconds),
        fields: [Member("cpu_load_percent", .integer(50))])
    }
    let events = [
      NewEvent(
        "mode_transition", at: Rig.time(100 * year),
        fields: [Member("from", "NORMAL"), Member("to", "ALERT"), Member("by", "ada")]),
      sample(0), sample(5), sample(50 * year), sample(50 * year + 5),
    ]
    var evaluation = Evaluation(plan)
    var instants = 0
    var scan = Scan()
    try scan.run(over: Lines.of(events)) { event in
      evaluation.take(
        event, handle: { evaluation, kind, event in _ = evaluation.follow(kind, event) },
        act: { _ in instants += 1 })
      return true
    }

    #expect(evaluation.policy.mode.name == "ALERT")
    #expect((1...10_000).contains(instants))
  }
}
