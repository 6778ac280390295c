/// How far a text has come that an origin pushes, one line behind the other.
package struct PulledPlace: Sendable, Hashable {
  /// Bytes of the text before it.
  package var offset: Int64
  /// The end of the last line before it in the origin's log.
  package var position: Int64
  /// Lines before it.
  package var lines: Int64
  /// The origin's chain over all of them; nil where nobody knows it, as lines are missing that the
  /// origin does not have any more.
  package var chain: PulledChain?

  /// Where every text begins.
  package static let start = PulledPlace(offset: 0, position: 0, lines: 0, chain: .zero)

  package init(offset: Int64, position: Int64, lines: Int64, chain: PulledChain?) {
    self.offset = offset
    self.position = position
    self.lines = lines
    self.chain = chain
  }

  /// Bytes and positions beyond this are no log's: a store may come from anywhere.
  package static let most: Int64 = 1 << 60

  /// Whether it can be added up with others.
  var isPlausible: Bool { [offset, position, lines].allSatisfy { (0..<Self.most).contains($0) } }

  /// As markers write it: `OFFSET:POSITION:LINES:CHAIN`.
  package var text: String { "\(offset):\(position):\(lines):\(chain?.text ?? "")" }

  package init?(text: Substring) {
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count == 4, let offset = Int64(words[0]), let position = Int64(words[1]),
      let lines = Int64(words[2])
    else { return nil }
    let chain = PulledChain(text: words[3])
    if chain == nil && !words[3].isEmpty { return nil }
    self.init(offset: offset, position: position, lines: lines, chain: chain)
    if !isPlausible { return nil }
  }
}

/// 32 bytes that every line before a place went into.
package struct PulledChain: Sendable, Hashable {
  private let words: [4 of UInt64]

  /// Before the first line.
  package static let zero = PulledChain([4 of UInt64](repeating: 0))

  private init(_ words: [4 of UInt64]) { self.words = words }

  /// Nil for any other number of bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words = [4 of UInt64](repeating: 0)
    for (place, byte) in bytes.enumerated() {
      words[place / 8] = words[place / 8] << 8 | UInt64(byte)
    }
    self.init(words)
  }

  package var bytes: [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
  }

  /// 64 digits.
  package var text: String { (0..<4).map { Hexadecimal.text(words[$0]) }.joined() }

  package init?(text: Substring) {
    guard text.utf8.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
      return nil
    }
    var words = [4 of UInt64](repeating: 0)
    for place in 0..<4 {
      guard let word = UInt64(text.dropFirst(16 * place).prefix(16), radix: 16) else { return nil }
      words[place] = word
    }
    self.init(words)
  }

  package static func == (left: PulledChain, right: PulledChain) -> Bool {
    (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
  }

  package func hash(into hasher: inout Hasher) {
    for place in 0..<4 { hasher.combine(words[place]) }
  }
}
