import Events
import TestSupport
import Testing

@Suite struct SymbolsTests {
  @Test func `each text has its own number, in the order in which they come`() {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    var symbols = Symbols()
    var known: [[UInt8]: Int] = [:]
    for _ in 0..<30_000 {
      let length = random.below(21)
      let text = String(
        decoding: (0..<length).map { _ in [0, 97, 98, 195][random.below(4)] }, as: UTF8.self)
      let expected = known[Array(text.utf8)] ?? known.count

      #expect(symbols.known(Label(text)) == known[Array(text.utf8)], "seed \(seed)")
      let short = ShortText(text)
      let isShort = short.isWhole && random.below(2) == 0
      let number = isShort ? symbols.number(of: short) : symbols.number(of: Label(text))

      #expect(number == expected, "seed \(seed)")
      known[Array(text.utf8)] = expected
      #expect(symbols[number] == Label(text), "seed \(seed)")
    }
    #expect(symbols.count == known.count && known.count > 5_000)
  }
}
