import Control
import Events
import Testing

/// `duration_seconds`: CPU above 85 % for 30 s, read every 5 s, stale after 15 s.
@Suite struct SustainedTests {
  private let cpu = Rules.cpu
  private let rules = Rules.one(
    #"metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30"#)

  @Test func `it holds when it has held for exactly so long`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...30)

    #expect(rig.diary == ["30 ALERT"])
    #expect(rig.transitions[0].reasons[0].held == Nanoseconds(seconds: 30))
  }

  @Test func `one reading before that it does not hold`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...25)
    rig.tick(29.999)

    #expect(rig.diary == [])
  }

  @Test func `time alone makes it long enough, without another reading`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...25)
    rig.tick(30)

    #expect(rig.diary == ["30 ALERT"])
  }

  @Test func `one reading that is not above begins it anew`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...20)
    rig.say(cpu, 85, at: 25)
    rig.hold(cpu, 90, 30...70)

    #expect(rig.diary == ["60 ALERT"])
  }

  @Test func `a gap as long as stale after is no gap, a longer one is`() throws {
    var whole = try Rig(rules)
    var broken = try Rig(rules)

    for second in [0.0, 15, 30] { whole.say(cpu, 90, at: second) }
    for second in [0.0, 15.001, 30.001] { broken.say(cpu, 90, at: second) }

    #expect(whole.diary == ["30 ALERT"])
    #expect(broken.diary == [])
  }

  @Test func `the last reading says nothing once it is stale`() throws {
    var fresh = try Rig(rules)
    var stale = try Rig(rules)

    for second in [0.0, 5, 10, 15] {
      fresh.say(cpu, 90, at: second)
      stale.say(cpu, 90, at: second)
    }
    fresh.tick(30)
    stale.tick(30.001)

    #expect(fresh.diary == ["30 ALERT"])
    #expect(stale.diary == [])
  }

  @Test func `without a reading so long ago it does not hold`() throws {
    var rig = try Rig(rules)

    rig.tick(1000)
    rig.hold(cpu, 90, 1001...1030)

    #expect(rig.diary == [])
  }

  @Test func `no duration at all asks for the last reading, and that it is not stale`() throws {
    var rig = try Rig(
      Rules.one(#"metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 0"#))

    rig.say(cpu, 85, at: 0)
    rig.say(cpu, 86, at: 5)

    #expect(rig.diary == ["5 ALERT"])
  }

  @Test func `a late reading that was low breaks what came before it`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...25)
    rig.say(cpu, 10, at: 12, clock: 25)
    rig.tick(30)
    rig.hold(cpu, 90, 30...50)

    #expect(rig.diary == ["45 ALERT"])  // 15, the first reading after the low one, and 30 s
  }

  @Test func `a late reading closes a gap`() throws {
    var rig = try Rig(rules)

    for second in [0.0, 20, 25] { rig.say(cpu, 90, at: second) }
    rig.say(cpu, 90, at: 10, clock: 25)
    rig.tick(30)

    #expect(rig.diary == ["30 ALERT"])
  }

  @Test func `a late reading that is older than the last low one changes nothing`() throws {
    var rig = try Rig(rules)

    rig.say(cpu, 50, at: 10)
    rig.hold(cpu, 90, 15...35)
    rig.say(cpu, 90, at: 5, clock: 35)
    rig.tick(44.999)

    #expect(rig.diary == [])
  }

  @Test func `of two readings of one time the later in the log counts as the later`() throws {
    var low = try Rig(rules)
    var high = try Rig(rules)

    low.say(cpu, 90, at: 0)
    low.say(cpu, 10, at: 0)
    low.hold(cpu, 90, 5...30)
    high.say(cpu, 10, at: 0)
    high.say(cpu, 90, at: 0)
    high.hold(cpu, 90, 5...30)

    #expect(low.diary == [])
    #expect(high.diary == ["30 ALERT"])
  }

  @Test func `one line from 2099 neither breaks nor makes it`() throws {
    let year: Double = 73 * 365 * 86_400
    var low = try Rig(rules)
    var high = try Rig(rules)

    low.hold(cpu, 90, 0...10)
    low.say(cpu, 1, at: year, clock: 10)
    low.hold(cpu, 90, 15...30)
    high.say(cpu, 99, at: year, clock: 0)
    high.hold(cpu, 50, 0...30)

    #expect(low.diary == ["30 ALERT"])
    #expect(high.diary == [])
  }

  @Test func `a reading from the near future counts when its time comes`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...20)
    rig.say(cpu, 10, at: 28, clock: 20)
    rig.say(cpu, 90, at: 25)
    rig.tick(30)

    #expect(rig.diary == [])
  }

  @Test func `of one time the last to come counts, though one before it had to wait`() throws {
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...15)
    rig.say(cpu, 90, at: 30, clock: 20)
    rig.count(Rules.risky, at: 30)
    rig.say(cpu, 50, at: 30)
    rig.hold(cpu, 90, 35...65)

    #expect(rig.diary == ["65 ALERT"])
  }

  @Test func `thousands of readings a second cost no more memory than a thousand`() throws {
    var rig = try Rig(rules)

    for reading in 0..<20_000 { rig.say(cpu, 90, at: Double(reading) / 1000) }
    rig.hold(cpu, 90, 20...30)

    #expect(rig.diary == ["30 ALERT"])
    #expect(rig.memory.heldPoints <= 1024)
  }

  /// 30 000 s of readings every second: far more than are kept.
  private let long = Rules.one(
    #"metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30000"#)

  @Test func `a late reading among those that were given up breaks nothing`() throws {
    var rig = try Rig(long)

    rig.hold(cpu, 90, 0...29_990, step: 1)
    rig.say(cpu, 90, at: 100.5, clock: 29_990)
    rig.hold(cpu, 90, 29_991...30_000, step: 1)

    #expect(rig.memory.heldPoints <= 1024)
    #expect(rig.diary == ["30000 ALERT"])
  }

  @Test func `a late low reading among those that were given up costs a little, never less`() throws
  {
    var rig = try Rig(long)

    rig.hold(cpu, 90, 0...29_990, step: 1)
    rig.say(cpu, 10, at: 100.5, clock: 29_990)
    rig.hold(cpu, 90, 29_991...30_500, step: 1)

    let decided = try #require(rig.transitions.first).decidedAt
    #expect((Rig.time(30_101)...Rig.time(30_350)).contains(decided))
  }
}
