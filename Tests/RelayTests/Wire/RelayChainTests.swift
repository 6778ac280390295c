import Events
import Testing

@testable import Relay

@Suite struct RelayChainTests {
  /// As Python's hashlib says it: h = sha256(h + position.to_bytes(8, "big") + line).
  @Test func `the chain is what Python makes of the same lines`() {
    let lines: [(Int64, String, String)] = [
      (
        0, #"{"event":"a"}"#, "5775a4f21084630796d07d586aa1f7d90691a01ebb1ac97adfb08ca1caff0d8b"
      ),
      (
        14, #"{"event":"grün","n":1}"#,
        "73aa89fecbffc8859ca710388800f538d6b1716e299c39564a3a06b0530ca848"
      ),
      (1 << 40, "{}", "9968efbe347c57ee3b966a1e249ef9ed296c421eb4c66f5ba2a1d9707b87ff9c"),
    ]

    var chain = RelayChain.start
    for (position, line, hex) in lines {
      chain.add(Array(line.utf8).span, at: Position(rawValue: position))
      #expect(chain.hex == hex)
    }
  }

  @Test func `a chain is read as it is written, and nothing else is`() throws {
    var chain = RelayChain.start
    chain.add([1, 2, 3].span, at: .start)

    #expect(RelayChain(hex: chain.hex) == chain)
    #expect(RelayChain(hex: String(repeating: "0", count: 64)) == .start)
    for text in ["", "00", String(repeating: "0", count: 63) + "g", chain.hex.uppercased()] {
      #expect(RelayChain(hex: text) == nil || text == chain.hex)
    }
  }

  @Test func `another place, line or order is another chain`() {
    func chain(_ lines: [(Int64, [UInt8])]) -> RelayChain {
      var chain = RelayChain.start
      for (position, line) in lines { chain.add(line.span, at: Position(rawValue: position)) }
      return chain
    }
    let one = chain([(0, [1]), (2, [2])])

    let others: [[(Int64, [UInt8])]] = [
      [(0, [2]), (2, [1])], [(0, [1]), (3, [2])], [(0, [1, 2])], [(0, [1])],
    ]

    #expect(chain([(0, [1]), (2, [2])]) == one)
    for other in others { #expect(chain(other) != one) }
  }
}
