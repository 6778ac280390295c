import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Folding
@testable import TLM
@testable import Views

/// Which segments go: by their age, their size, and what is in them.
@Suite struct PruneRulesTests {
  private let scratch = Scratch()

  /// A log of one segment for each list of times, in seconds before now; sealed just now.
  private func log(_ segments: [[Int64?]], now: Timestamp) throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    for (index, times) in segments.enumerated() {
      if index > 0 { try log.rotate() }
      for time in times {
        let name = (time ?? 0) % 2 == 0 ? "even" : "odd"
        let told = time.map { "\"ts\":\(now.rawValue / 1_000_000_000 - $0)," } ?? ""
        try log.append(lines: Array("{\(told)\"event\":\"\(name)\"}\n".utf8))
      }
    }
    return log
  }

  private func plan(
    _ rules: PruneRules, _ log: EventLog, at now: Timestamp
  ) throws -> (went: Int, sealsActive: Bool) {
    var ages = SegmentAges()
    let plan = try ages.plan(rules, for: log, at: now)
    // What is known already says the same.
    #expect(try ages.plan(rules, for: log, at: now) == plan)
    #expect(plan.segments.first ?? plan.first == plan.first)
    return (plan.segments.count, plan.sealsActive)
  }

  @Test func `a segment is as old as its newest event, however long ago it was sealed`() throws {
    let now = Timestamp.current
    let log = try log([[900, 500, 800], [700, 300], [600, 10], [950, 990]], now: now)

    for (age, went) in [(501, 0), (499, 1), (299, 2), (9, 3), (1000, 0)] {
      let found = try plan(PruneRules(olderThan: .seconds(age)), log, at: now)
      #expect(found.went >= went && (found.went == went || found.sealsActive), "\(age)")
    }
    let later = Timestamp(rawValue: now.rawValue + 3_600_000_000_000)
    let all = try plan(PruneRules(olderThan: .seconds(3599)), log, at: later)
    #expect(
      all.went == 4 && all.sealsActive, "by the time of their seals, and the last by its events")
  }

  @Test func `one line from the future keeps nothing, and untimed ones go by the seal`() throws {
    let now = Timestamp.current
    let log = try log([[-3_000_000_000, 800], [nil, nil], [5]], now: now)
    let later = Timestamp(rawValue: now.rawValue + 100_000_000_000)

    #expect(try plan(PruneRules(olderThan: .seconds(50)), log, at: now).went == 0)
    #expect(try plan(PruneRules(olderThan: .seconds(50)), log, at: later).went == 3)
    #expect(try plan(PruneRules(olderThan: .seconds(103)), log, at: later).went == 0)
  }

  @Test func `by size the oldest go until the rest fits, and never the one that takes appends`()
    throws
  {
    let now = Timestamp.current
    let log = try log([[9], [9], [9], [9]], now: now)
    let one = Int64("{\"ts\":1770000000,\"event\":\"odd\"}\n".utf8.count)

    for (size, went) in [(4 * one, 0), (4 * one - 1, 1), (2 * one, 2), (one, 3), (0, 3)] {
      #expect(try plan(PruneRules(maxSize: size), log, at: now).went == went, "\(size)")
    }
  }

  @Test func `an event of a kept name holds its segment, and all behind it`() throws {
    let now = Timestamp.current
    let log = try log([[900, 801], [701, 700], [600], [501], [5]], now: now)
    func went(_ kept: PruneRules.KeptType) throws -> Int {
      try plan(PruneRules(olderThan: .seconds(100), keptTypes: [kept]), log, at: now).went
    }

    #expect(try went(.init(name: "odd", duration: .seconds(650))) == 3)
    #expect(try went(.init(name: "odd", duration: .seconds(702))) == 1)
    #expect(try went(.init(name: "odd", duration: .seconds(900))) == 0)
    #expect(try went(.init(name: "other", duration: .seconds(900))) == 4)
  }
}
