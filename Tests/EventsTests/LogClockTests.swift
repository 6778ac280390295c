import Events
import Testing

struct LogClockTests {
  /// What the clock shows after each of these times, in seconds.
  private func shown(_ times: [Int64]) -> [Int64?] {
    var clock = LogClock()
    return times.map { time in
      clock.observe(Timestamp(rawValue: time * 1_000_000_000))
      return clock.now.map { $0.rawValue / 1_000_000_000 }
    }
  }

  @Test func `the first time waits for the second`() {
    #expect(shown([100, 101]) == [nil, 101])
  }

  @Test func `a line from the far future moves nothing`() {
    let future: Int64 = 4_070_908_800
    #expect(shown([100, 101, future, 102, 103]) == [nil, 101, 101, 102, 103])
    #expect(shown([future, 100, 101]) == [nil, nil, 101])
  }

  @Test func `a time after a pause counts once the next event confirms it`() {
    #expect(shown([100, 101, 5000, 5001]) == [nil, 101, 101, 5001])
    #expect(shown([100, 101, 5000, 4940]) == [nil, 101, 101, 5000])
    // 4939 passes 5000 by, and waits itself.
    #expect(shown([100, 101, 5000, 4939]) == [nil, 101, 101, 101])
    #expect(shown([100, 101, 5000, 4939, 4939]) == [nil, 101, 101, 101, 4939])
  }

  @Test func `a minute is near, more is far`() {
    #expect(shown([100, 101, 161]) == [nil, 101, 161])
    #expect(shown([100, 101, 162]) == [nil, 101, 101])
  }

  @Test func `of two producers minutes apart it follows the slower clock`() {
    #expect(shown([400, 100, 401, 101, 402, 102]) == [nil, nil, 100, 101, 101, 102])
  }

  @Test func `an hourly log is believed one line late`() {
    #expect(shown([0, 3600, 7200, 10_800]) == [nil, 0, 3600, 7200])
  }

  @Test func `a reader believes what waits at the end as of a time of their own`() {
    var clock = LogClock()
    for time in [Int64(0), 3600] { clock.observe(Timestamp(rawValue: time * 1_000_000_000)) }
    func shown(_ now: Int64?) -> Int64? {
      clock.believed(by: now.map { Timestamp(rawValue: $0 * 1_000_000_000) }).now
        .map { $0.rawValue / 1_000_000_000 }
    }
    #expect(shown(3599) == 0 && shown(3600) == 3600 && shown(nil) == 3600)
    #expect(clock.now == Timestamp(rawValue: 0), "which changes nothing for others")
    #expect(LogClock().believed(by: nil).now == nil)
  }

  @Test func `it never runs backwards`() {
    #expect(shown([100, 110, 50, 60, 111]) == [nil, 110, 110, 110, 111])
  }

  @Test func `times at the ends of the range do not overflow`() {
    var clock = LogClock()
    for time in [Int64.max, .min, .max, .max, .min] { clock.observe(Timestamp(rawValue: time)) }
    #expect(clock.now == Timestamp(rawValue: .max))
  }
}
