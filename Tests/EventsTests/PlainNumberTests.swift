import Events
import TestSupport
import Testing

@Suite struct PlainNumberTests {
  private func read(_ text: String) -> PlainNumber? { PlainNumber(Array(text.utf8).span) }

  @Test(
    arguments: [
      ("0", 0, 0), ("7", 7, 0), ("-12", -12, 0), ("27.2", 272, 1), ("-0.5", -5, 1),
      ("1.50", 150, 2), ("999999999999999", 999_999_999_999_999, 0), ("0.0", 0, 1),
      ("0.000000000000001", 1, 15), ("-99999999999999.9", -999_999_999_999_999, 1),
    ] as [(String, Int64, Int)])
  func `digits, sign and point are told apart`(text: String, digits: Int64, decimals: Int) throws {
    let number = try #require(read(text))

    #expect(number.digits == digits && number.decimals == decimals)
    #expect(number.isWhole == !text.contains("."))
    #expect(number.double == Double(text))
  }

  @Test(arguments: [
    "", "-0", "-0.0", "1e3", "1.5E2", "1000000000000000", "123456789012345678",
    "0.1234567890123456", "-1000000000000000",
  ])
  func `what has many digits, an exponent or a sign before zero is left to others`(text: String) {
    #expect(read(text) == nil)
  }

  @Test func `it is the Double that any reader gets`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<20_000 {
      let digits = Int64(random.next() % 1_000_000_000_000_000) >> Int64(random.below(50))
      let decimals = 1 + random.below(13)
      let plain = String(digits)
      let padded = String(repeating: "0", count: max(0, decimals + 1 - plain.count)) + plain
      let text = "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
      guard text.count <= 17 else { continue }

      #expect(read(text)?.double == Double(text), "\(text)")
    }
  }
}
