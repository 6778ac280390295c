import TLM
import TestSupport
import Testing

@testable import Analysis

@Suite struct IntervalsTests {
  @Test func `those are found in which an instant lies, the last to begin first`() {
    let seed = randomSeed()
    var random = Seeded(seed)
    for _ in 0..<200 {
      var intervals = Intervals()
      let stretches = (0..<random.below(40)).map { _ in
        let start = random.below(100)
        return (start: Int64(start), end: Int64(start + random.below(40)))
      }
      for (place, stretch) in stretches.enumerated() {
        intervals.add(
          place, from: Timestamp(rawValue: stretch.start), to: Timestamp(rawValue: stretch.end))
      }
      intervals.settle()
      for instant in Int64(-2)...Int64(142) {
        let expected = stretches.indices
          .filter { stretches[$0].start <= instant && instant <= stretches[$0].end }
          .sorted { (stretches[$1].start, $1) < (stretches[$0].start, $0) }

        let found = intervals.around(Timestamp(rawValue: instant), most: .max)
        #expect(found == expected, "seed \(seed)")
        #expect(
          intervals.around(Timestamp(rawValue: instant), most: 2) == Array(expected.prefix(2)))
      }
    }
  }
}
