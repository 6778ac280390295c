import Control
import Events
import Testing

/// What is remembered of a held condition, and what of it may be given up: CPU above 85 %, stale
/// after 15 s.
@Suite struct SustainedHistoryTests {
  private let cpu = Rules.cpu
  private let rules = Rules.one(
    #"metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30"#)

  /// Held for 5 s, and then one high call: what the first condition says when that comes.
  private let quiet = Rules.of(
    """
    NORMAL_to_ALERT:
      conditions:
      - {metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 5}
      - {metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 60}
      logic: all
    """)

  @Test(arguments: [10, 65, 66, 70, 200])
  func `after many readings it holds through a silence that is longer than it and not stale`(
    readings: Int
  ) throws {
    let last = Double(readings - 1) / 10
    for (silence, expected) in [
      (0.0, true), (5, true), (5.5, true), (10, true), (15, true), (15.001, false),
    ]
    where last + silence >= 5 {
      var rig = try Rig(quiet)
      for reading in 0..<readings { rig.say(cpu, 90, at: Double(reading) / 10) }
      // Instants in between, at which what cannot matter any more is given up.
      for second in stride(from: last, to: last + silence, by: 1) { rig.tick(second) }

      // A call looks at its own condition, an instant at all of them.
      rig.tick(last + silence)
      rig.count(Rules.risky, at: last + silence)

      #expect(!rig.diary.isEmpty == expected, "\(readings) readings, \(silence) s of silence")
    }
  }

  @Test func `of more early readings than wait the furthest is given up, not the next`() throws {
    for count in [63, 64, 65, 100] {
      var low = try Rig(rules)
      var high = try Rig(rules)

      low.hold(cpu, 90, 0...20)
      high.hold(cpu, 90, 0...20)
      // The one that counts comes first, in the middle, and last.
      for number in 0..<count {
        low.say(
          cpu, number == count / 2 ? 10 : 95, at: number == count / 2 ? 24 : 40 + Double(number),
          clock: 20)
        high.say(cpu, 95, at: 40 + Double(count - number), clock: 20)
      }
      low.hold(cpu, 90, 25...30)
      high.hold(cpu, 90, 25...30)

      #expect(low.diary == [], "\(count)")
      #expect(high.diary == ["30 ALERT"], "\(count)")
    }
  }

  /// Long enough that nothing is too old to matter.
  private func longer(_ seconds: Int) -> String {
    Rules.one(
      "metric: perf_system_cpu_load, operator: \">\", value: 85, duration_seconds: \(seconds)")
  }

  @Test func `a late reading joins two runs of very many points as it joins few`() throws {
    // Two runs, 20 s apart, where more than 15 s are a gap.
    for (step, late, isJoined) in [
      (0.5, 515.0, true), (5, 515, true), (0.5, 505, true), (5, 505, true), (0.5, 504.9, false),
      (5, 504.9, false), (0.5, nil, false), (5, nil, false),
    ] as [(Double, Double?, Bool)] {
      var rig = try Rig(longer(540))

      rig.hold(cpu, 90, 0...500, step: step)
      rig.hold(cpu, 90, 520...539, step: min(step, 1))
      if let late { rig.say(cpu, 90, at: late, clock: 539) }
      rig.hold(cpu, 90, 540...545, step: 5)

      #expect(rig.diary == (isJoined ? ["540 ALERT"] : []), "\(step), late at \(late ?? 0)")
      #expect(rig.memory.heldPoints <= 1024)
    }
  }

  @Test
  func `a late reading joins the middle one of three long runs to the last, not to the first`()
    throws
  {
    var rig = try Rig(longer(600))

    for start in [0.0, 400, 800] { rig.hold(cpu, 90, start...start + 380, step: 1) }
    rig.say(cpu, 90, at: 790, clock: 1180)
    rig.tick(1181)

    // From 400 on it held.
    #expect(rig.diary == ["1180 ALERT"])
    #expect(rig.transitions[0].reasons[0].held == Nanoseconds(seconds: 780))
  }

  @Test(arguments: [20_008, nil] as [Double?])
  func `a late reading joins a run of hours to the next one at the very end of it`(late: Double?)
    throws
  {
    var rig = try Rig(longer(20_126))

    // What is given up of it is a minute and more apart.
    rig.hold(cpu, 90, 0...20_000, step: 10)
    rig.hold(cpu, 90, 20_016...20_125, step: 0.1)
    if let late { rig.say(cpu, 90, at: late, clock: 20_125) }
    rig.tick(20_126)

    #expect(rig.diary == (late == nil ? [] : ["20126 ALERT"]))
    #expect(rig.memory.heldPoints <= 1024)
  }
}
