@testable import Analysis
import TLM
import TestSupport
import Testing

@Suite struct EveryTests {
  /// A clock that is set otherwise at random, days to months apart, and the seconds when it is.
  private static func clock(_ random: inout Seeded) -> (zone: Zone, changes: [Int64]) {
    func offset() -> Int64 { Int64(random.below(97) - 48) * 900 }
    let first = offset()
    var changes: [(from: Int64, offset: Int64)] = []
    var second: Int64 = 1_700_000_000
    for _ in 0..<6 {
      second += 4 * 86_400 + Int64(random.below(90 * 86_400))
      // Mostly by an hour or half of one; now and then over the date line.
      let old = changes.last?.offset ?? first
      let steps: [Int64] = [-3600, 3600, -1800, 1800, -86_400, 86_400, offset() / 2]
      let new = old + steps[random.below(steps.count)]
      changes.append((second - second % 60, abs(new) <= 15 * 3600 ? new : old))
    }
    let all = changes
    let zone = Zone { instant in
      all.last { $0.from <= instant.wholeSecond }?.offset ?? first
    }
    return (zone, changes.map(\.from))
  }

  private static func length(_ random: inout Seeded) -> String {
    let lengths = [
      "7m", "10m", "1h", "90m", "5h", "6h", "25h", "100h", "1d", "3d", "1w", "1M", "1q",
    ]
    return lengths[random.below(lengths.count)]
  }

  /// An instant, mostly one near a change.
  private static func instant(_ changes: [Int64], _ random: inout Seeded) -> Int64 {
    let near = changes[random.below(changes.count)]
    let reach = [10, 3600, 100_000, 5_000_000][random.below(4)]
    return (near + Int64(random.below(2 * reach) - reach)) * 1_000_000_000
      + Int64(random.below(2) * random.below(1_000_000_000))
  }

  @Test func `each instant is in one bucket, and where one ends another begins`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<400 {
      let (zone, changes) = Self.clock(&random)
      let text = Self.length(&random)
      let every = try #require(Every(text))
      for _ in 0..<20 {
        let time = Self.instant(changes, &random)
        let bucket = every.bucket(of: time, in: zone)
        let context: Comment = "\(text) at \(time), seed \(seed)"

        #expect(bucket.contains(time), context)
        #expect(every.bucket(of: bucket.lowerBound, in: zone) == bucket, context)
        #expect(every.bucket(of: bucket.upperBound - 1, in: zone) == bucket, context)
        let (next, before) = (bucket.upperBound, bucket.lowerBound - 1)
        #expect(every.bucket(of: next, in: zone).lowerBound == next, context)
        #expect(every.bucket(of: before, in: zone).upperBound == bucket.lowerBound, context)
      }
    }
  }

  @Test func `counts by time are the same in every order, and have no gaps`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<12 {
      let (zone, changes) = Self.clock(&random)
      let text = ["1h", "6h", "90m", "1d"][random.below(4)]
      let every = try #require(Every(text))
      let middle = changes[random.below(changes.count)] * 1_000_000_000
      let times = (0..<30).map { _ in
        middle + Int64(random.below(400_000) - 200_000) * 1_000_000_000
      }
      var counts: [Int64: Int64] = [:]
      for time in times { counts[every.bucket(of: time, in: zone).lowerBound, default: 0] += 1 }

      let orders = [times, times.reversed(), times.sorted(), times.shuffled(using: &random)]
      let answers = try orders.map { times in
        try QuestionLog(times.map { "{\"ts\":\"\(Timestamp(rawValue: $0))\"}" })
          .ask(every: text, "count", zone: zone) { $0.parallelFrom = 0 }.rows
      }

      #expect(answers.dropFirst().allSatisfy { $0 == answers[0] }, "\(text), seed \(seed)")
      var start = try #require(times.min().map { every.bucket(of: $0, in: zone).lowerBound })
      for row in answers[0] {
        #expect(row == [.time(start), .whole(counts[start] ?? 0)], "\(text), seed \(seed)")
        start = every.bucket(of: start, in: zone).upperBound
      }
      #expect(times.allSatisfy { $0 < start })
    }
  }
}
