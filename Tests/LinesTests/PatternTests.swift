import Events
import Lines
import Testing

/// Looking for a pattern finds it at every place, and nothing else.
@Suite struct PatternTests {
  private let pattern = Array(".skip".utf8)

  @Test func `it is found wherever it stands`() {
    for length in [5, 6, 63, 64, 65, 68, 69, 70, 127, 128, 129, 200] {
      for place in 0...(length - 5) {
        var bytes = Array(repeating: UInt8(ascii: "."), count: length)
        bytes.replaceSubrange(place..<place + 5, with: pattern)
        #expect(LineChunk(bytes).contains(pattern), "\(place) of \(length)")
      }
    }
  }

  @Test func `what only begins like it is not it`() {
    for length in [0, 1, 4, 5, 64, 65, 200] {
      #expect(!LineChunk(Array(repeating: UInt8(ascii: "."), count: length)).contains(pattern))
      let almost = Array(repeating: Array(".ski.sskip.skiq".utf8), count: length).joined()
      #expect(!LineChunk(Array(almost)).contains(pattern))
    }
    // The bytes end within it.
    let cut = Array(repeating: UInt8(ascii: "x"), count: 61) + Array(".ski".utf8)
    #expect(!LineChunk(cut).contains(pattern))
  }
}
