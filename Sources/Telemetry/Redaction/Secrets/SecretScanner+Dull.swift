/// What most of a text is: words with which nothing begins, and blanks between them.
extension SecretScanner where Text: ReadableBytes {
  /// Passes such words from here on; says whether there was one.
  mutating func passDullWords() -> Bool {
    let start = index
    guard accessKeyEnd == nil, index == 0 || text[index - 1] != UInt8(ascii: "-") else {
      return false
    }
    while let end = endOfDullWord(from: index) {
      index = end
      // One byte of no meaning, and the next word.
      guard end + 1 < text.count, text[end].isDull, text[end + 1].isAlphanumeric else { break }
      index = end + 1
    }
    return index > start
  }

  /// Where the word ends that begins at a place; nil where something begins with it, or where it may say
  /// something of what follows.
  private func endOfDullWord(from start: Int) -> Int? {
    var end = start + 1
    while end < text.count, text[end].isAlphanumeric { end += 1 }
    guard end < text.count, end - start > 1, !WordStarts.matter(text[start], text[start + 1]) else {
      return nil
    }
    switch text[end] {
    // The number of a bot, or an image.
    case UInt8(ascii: ":"), UInt8(ascii: ","): return nil
    case 0x20, 0x09: return endsName(start..<end) ? nil : end
    default: return end
    }
  }
}

extension UInt8 {
  /// Neither part of a word nor anything at which something may begin or end.
  fileprivate var isDull: Bool {
    switch self {
    case 0x20, UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "_"),
      UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
