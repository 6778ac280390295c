import Events
import Testing
import Folding

@Suite struct DistributionTests {
  private func distribution(_ values: some Sequence<Int64>) -> Distribution {
    var distribution = Distribution()
    for value in values { distribution.record(Nanoseconds(rawValue: value)) }
    return distribution
  }

  /// Values of every size, the same in each run.
  private func values(_ count: Int, seed: UInt64 = 1) -> [Int64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(bitPattern: state >> 1) >> Int64(state >> 58)
    }
  }

  private func nearestRank(_ percent: Int, of values: [Int64]) -> Int64 {
    values.sorted()[max(1, (values.count * percent + 99) / 100) - 1]
  }

  @Test func `nothing recorded has no extremes and no quantiles`() {
    let empty = Distribution()

    #expect(empty.count == 0 && empty.sum == 0)
    #expect(empty.min == nil && empty.max == nil && empty.percentile(50) == nil)
  }

  @Test func `a negative value is invalid and in nothing else`() {
    let distribution = distribution([5, -1, 7, .min])

    #expect(distribution.count == 2 && distribution.invalid == 2)
    #expect(distribution.sum == 12 && distribution.min?.rawValue == 5)
  }

  @Test(arguments: [1, 2, 3, 10, 63, 64])
  func `up to 64 values every quantile is exact`(count: Int) {
    let values = values(count)
    let distribution = distribution(values)

    for percent in 0...100 {
      #expect(distribution.percentile(percent)?.rawValue == nearestRank(percent, of: values))
    }
  }

  @Test(arguments: [65, 1000, 20_000])
  func `beyond 64 values quantiles are off by less than 0.8 percent`(count: Int) throws {
    let values = values(count)
    let distribution = distribution(values)

    for percent in 0...100 {
      let exact = Double(nearestRank(percent, of: values))
      let found = Double(try #require(distribution.percentile(percent)).rawValue)
      #expect(abs(found - exact) <= exact * 0.008)
    }
    #expect(distribution.sum == values.reduce(Int128(0)) { $0 + Int128($1) })
    #expect(distribution.min?.rawValue == values.min())
    #expect(distribution.max?.rawValue == values.max())
  }

  @Test(arguments: [0, 1, 127, 128, 129, 255, 256, 257, 65_535, 65_536, .max - 1, .max] as [Int64])
  func `a value at the edge of a bucket is found again`(value: Int64) throws {
    let distribution = distribution(Array(repeating: value, count: 65))

    let found = try #require(distribution.percentile(50)).rawValue

    #expect(found == value)  // clamped to [min, max]
    #expect(distribution.sum == 65 * Int128(value))
  }

  @Test func `the representative of a bucket is its lower bound plus half its width`() {
    // 1000 lies in 1000…1003: e = 2, lower bound 250 << 2, plus 2.
    let distribution = distribution([0] + Array(repeating: 1000, count: 65) + [5000])

    #expect(distribution.percentile(50)?.rawValue == 1002)
  }

  @Test(arguments: [10, 63, 64, 65, 66, 500, 4095, 4096, 4097, 9000])
  func `the order of values does not matter`(count: Int) throws {
    let values = values(count)

    let forwards = distribution(values)
    let backwards = distribution(values.reversed())
    let sorted = distribution(values.sorted())
    let falling = distribution(values.sorted().reversed())

    #expect(forwards == backwards && forwards == sorted && forwards == falling)
    #expect(try Digest(of: forwards) == Digest(of: backwards))
  }

  @Test(arguments: [0, 1, 20, 32, 33, 60, 64, 65, 130, 400, 4060, 4062, 4092, 4096, 9000])
  func `merging in any order and grouping equals recording everything`(count: Int) throws {
    let parts = [values(count, seed: 1), values(4, seed: 2), values(30, seed: 3)]
    let (a, b, c) = (distribution(parts[0]), distribution(parts[1]), distribution(parts[2]))
    let whole = distribution(parts.joined())

    let left = merged(merged(a, b), c)
    let right = merged(a, merged(b, c))
    let turned = merged(merged(c, a), b)

    #expect(left == whole && right == whole && turned == whole)
    #expect(try Digest(of: right) == Digest(of: whole))
    #expect(merged(whole, Distribution()) == whole && merged(Distribution(), whole) == whole)
  }

  @Test(arguments: [100, 4000, 4095, 4096, 5000])
  func `what was merged in is taken out again, and nothing else`(count: Int) throws {
    let (kept, part) = (values(count, seed: 1), values(700, seed: 2) + [0, .max])
    var distribution = distribution(kept + part)

    _ = distribution.remove(self.distribution(part))
    for value in part { distribution.record(Nanoseconds(rawValue: value)) }
    for value in part { _ = distribution.remove(Nanoseconds(rawValue: value)) }
    distribution.unbound()
    distribution.widen(toBoundsOf: self.distribution(kept))

    #expect(distribution == self.distribution(kept))
    #expect(try Digest(of: distribution) == Digest(of: self.distribution(kept)))
  }

  private func merged(_ one: Distribution, _ other: Distribution) -> Distribution {
    var one = one
    one.merge(other)
    return one
  }

  @Test(arguments: [0, 1, 64, 65, 1000, 4095, 4096, 9000])
  func `a distribution is read back as it was`(count: Int) throws {
    let distribution = distribution(values(count) + [-1])

    let bytes = try StateEncoder().encode(distribution)

    #expect(try StateDecoder().decode(Distribution.self, from: bytes) == distribution)
  }
}
