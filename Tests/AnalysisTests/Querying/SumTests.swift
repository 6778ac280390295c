@testable import Analysis
import TLM
import TestSupport
import Testing

@Suite struct SumTests {
  @Test func `decimals sum up as they are written, and once rounded`() {
    var sum = ExactSum()
    for _ in 0..<10 { sum.add(.decimal(0.1)) }
    #expect(sum.datum == .decimal(1))

    sum = ExactSum()
    for number in [1e16, 1, -1e16, 0.5] { sum.add(.decimal(number)) }
    #expect(sum.datum == .decimal(1.5))

    sum = ExactSum()
    for number in [Int64.max, Int64.max, -5] { sum.add(.whole(number)) }
    #expect(sum.datum == .decimal(1.8446744073709552e19))
    #expect(ExactSum().datum == .missing)
  }

  @Test func `a sum is the same in every order and however it is parted`() {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<60 {
      let numbers = (0..<40).map { _ -> Datum in
        switch random.below(4) {
        case 0: .whole(Int64(bitPattern: random.next()) >> Int64(random.below(60)))
        case 1: .decimal(Double(random.below(100_000)) / 1000)
        case 2:
          .decimal(
            (random.share - 0.5)
              * .init(sign: .plus, exponent: random.below(900) - 450, significand: 1))
        default: .decimal(Double(bitPattern: random.next() & 0x800F_FFFF_FFFF_FFFF))
        }
      }
      var whole = ExactSum()
      for number in numbers { whole.add(number) }
      let shuffled = numbers.shuffled(using: &random)
      let cut = random.below(numbers.count)
      var (one, two) = (ExactSum(), ExactSum())
      for number in shuffled[..<cut] { one.add(number) }
      for number in shuffled[cut...] { two.add(number) }
      two.merge(one)

      #expect(whole.datum == two.datum)
    }
  }

  @Test func `whole and binary numbers sum up exactly, however they cancel`() {
    var sum = ExactSum()
    for number in [Datum.whole(.max), .decimal(-9_223_372_036_854_775_808), .whole(-1), .whole(5)] {
      sum.add(number)
    }
    #expect(sum.datum == .decimal(3))

    sum = ExactSum()
    for number: Datum in [
      .decimal(-9_223_372_036_854_775_808), .whole(-1), .decimal(1), .whole(.max), .decimal(1e-300),
    ] {
      sum.add(number)
    }
    #expect(sum.datum == .decimal(-1))
  }

  @Test func `sums of all kinds of numbers are what fractions come to, rounded once`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    var lines = ""
    for _ in 0..<3000 {
      var sum = ExactSum()
      var texts: [String] = []
      for _ in 0..<2 + random.below(8) {
        let number = Self.datum(&random, cancelling: sum)
        sum.add(number)
        texts.append(Self.text(number))
      }
      lines += "[\(Self.text(sum.datum)),\(texts.joined(separator: ","))]\n"
    }
    let scratch = Scratch()
    try Disk.write(scratch.path + "/sums.jsonl", Array(lines.utf8))

    let checked = try Command.run(
      "/usr/bin/env", ["python3", Package.path + "/Tests/Reference/sums.py", "sums.jsonl"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], in: scratch.path, within: 60)

    #expect(checked.code == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output == "3000 sums\n")
  }

  private static func datum(_ random: inout Seeded, cancelling sum: ExactSum) -> Datum {
    switch random.below(7) {
    case 0: .whole(Int64(bitPattern: random.next()) >> Int64(random.below(60)))
    case 1: .whole([.max, .min, -1, 1, 5][random.below(5)])
    case 2: .large(UInt64.max - UInt64(random.below(3)))
    case 3: .decimal(Double(random.below(2_000_000) - 1_000_000) / 1000)
    case 4: .decimal(Double(bitPattern: random.next() & 0x800F_FFFF_FFFF_FFFF))
    case 5:
      .decimal(
        (random.share - 0.5)
          * .init(sign: .plus, exponent: random.below(300) - 200, significand: 1))
    // What is left then is what the rounding took.
    default: .decimal(sum.double.isFinite ? -sum.double : 0)
    }
  }

  private static func text(_ number: Datum) -> String {
    switch number {
    case .whole(let number): "\(number)"
    case .large(let number): "\(number)"
    case .decimal(let number): "\(number)"
    default: "null"
    }
  }

  @Test func `a number of few digits adds what it adds as a Double`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    var known = 0
    for _ in 0..<20_000 {
      let text = Self.number(&random)
      guard let plain = PlainNumber(Array(text.utf8).span) else { continue }
      known += 1
      // What it is added to shows the last place of what is added.
      let start = Datum.decimal(Double(random.below(1000)) / 1e12)
      var (one, two) = (ExactSum(), ExactSum())
      for _ in 0..<1 + random.below(3) {
        one.add(plain)
        two.add(plain.isWhole ? .whole(plain.digits) : .decimal(try #require(Double(text))))
      }
      one.add(start)
      two.add(start)

      #expect(one == two, "\(text)")
    }
    #expect(known > 10_000)
  }

  /// As people and programs write them.
  private static func number(_ random: inout Seeded) -> String {
    func digits(_ most: Int) -> String {
      (0..<1 + random.below(most)).map { _ in "\(random.below(10))" }.joined()
    }
    let sign = random.below(4) == 0 ? "-" : ""
    let whole = random.below(3) == 0 ? "0" : "\(1 + random.below(9))" + digits(14)
    return sign + whole + (random.below(3) == 0 ? "" : "." + digits(16))
  }

  @Test func `a binary sum loses nothing`() {
    var sum = BinarySum()
    for number in [1e308, 1, Double.leastNonzeroMagnitude, -1e308, -1] { sum.add(number) }
    #expect(sum.double == Double.leastNonzeroMagnitude)
    for number in [-Double.leastNonzeroMagnitude, -3.5, 1e-300] { sum.add(number) }
    #expect(sum.double == -3.5)
    for number in [1.7e308, 1.7e308] { sum.add(number) }
    #expect(sum.double == .infinity)
  }

  @Test func `quantiles are exact to a thousand, then near, and the same in parts`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    for count in [1, 7, 1024, 1025, 9000] {
      let numbers = (0..<count).map { _ in (random.share - 0.3) * 1e6 }
      var (whole, one, two) = (NumberSketch(), NumberSketch(), NumberSketch())
      for number in numbers { whole.add(number) }
      for number in numbers.shuffled(using: &random) {
        if random.below(2) == 0 { one.add(number) } else { two.add(number) }
      }
      one.merge(two)
      for share in [0, 1000, 50_000, 95_000, 99_900, 100_000] {
        let exact = numbers.sorted()[Rank.nearest(share, of: count) - 1]
        let found = try #require(whole.percentile(share))
        #expect(one.percentile(share) == found)
        #expect(abs(found - exact) <= (count <= 1024 ? 0 : abs(exact) * 0.004))
      }
    }
  }

  @Test func `the names of sums are these`() {
    #expect(Aggregate.Kind(named: "p95") == .percentile(95_000))
    #expect(Aggregate.Kind(named: "p99.9") == .percentile(99_900))
    #expect(Aggregate.Kind(named: "median") == .percentile(50_000))
    for name in ["p", "p101", "p1.", "p.5", "p-1", "p1.2345", "pp", "total", "p９"] {
      #expect(Aggregate.Kind(named: name) == nil, "\(name)")
    }
  }
}
