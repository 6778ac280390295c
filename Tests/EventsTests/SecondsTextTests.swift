import Events
import TestSupport
import Testing

@Suite struct SecondsTextTests {
  @Test(arguments: [
    (0, "0.0"), (1, "1e-09"), (999_999, "0.000999999"), (1_000_000, "0.001"),
    (988_000_000, "0.988"),
    (5_000_000_000, "5.0"), (10_000_000_000, "10.0"), (67_250_000_000, "67.25"),
    (999_999_999_999_999, "999999.999999999"), (-250_000_000, "-0.25"),
  ])
  func `a length of time is so many seconds`(length: Int64, text: String) {
    #expect(Nanoseconds(rawValue: length).secondsText == text)
  }

  @Test func `it is what Swift makes of the number`() {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    for _ in 0..<50_000 {
      var length = Int64(random.next() >> (1 + random.below(60))) % 9_000_000_000_000_000_000
      // Most lengths are of whole milliseconds, or of whole anything.
      let unit = (0..<random.below(13)).reduce(Int64(1)) { unit, _ in unit * 10 }
      length -= length % unit
      let time = Nanoseconds(rawValue: random.below(4) == 0 ? 0 - length : length)

      #expect(time.secondsText == time.seconds.description, "\(time.rawValue), seed \(seed)")
    }
  }
}
