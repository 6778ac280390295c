/// An event that says who wrote it, in which life, and as the how-manieth: its line can be told
/// from these three, so a reader knows every byte that must be there.
package struct Counted: Sendable, Hashable {
  package var writer: Int
  package var life: Int
  package var number: Int

  package init(writer: Int, life: Int, number: Int) {
    self.writer = writer
    self.life = life
    self.number = number
  }

  /// With its newline. Most are short; one in 61 is longer than a page.
  package var line: String {
    let mix = (writer &* 7919 &+ life &* 104_729 &+ number &* 1_299_709) & 0xffff
    let length = number % 61 == 60 ? 5000 + mix % 5000 : mix % 180
    let filler = String(repeating: Character(UnicodeScalar(UInt8(97 + mix % 26))), count: length)
    return
      "{\"event\":\"counted\",\"writer\":\(writer),\"life\":\(life),\"n\":\(number)"
      + ",\"text\":\"\(filler)\"}\n"
  }

  /// The event whose line, without its newline, is exactly this.
  package init?(_ line: String) {
    guard line.hasPrefix("{\"event\":\"counted\",\"writer\":") else { return nil }
    let numbers = line.utf8.dropFirst(28).split(separator: UInt8(ascii: ","), maxSplits: 3).prefix(
      3
    )
    .compactMap { part in
      Int(String(decoding: part.drop { $0 < 0x30 || $0 > 0x39 }, as: UTF8.self))
    }
    // `"life":3` begins with letters: what counts are the digits after the colon.
    guard numbers.count == 3 else { return nil }
    self.init(writer: numbers[0], life: numbers[1], number: numbers[2])
    guard self.line.dropLast() == line else { return nil }
  }

  /// The lines of `count` events from this one on.
  package func batch(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for offset in 0..<count {
      bytes += Array(Counted(writer: writer, life: life, number: number + offset).line.utf8)
    }
    return bytes
  }
}
