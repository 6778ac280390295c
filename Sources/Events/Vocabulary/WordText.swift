/// Words as they are compared: without regard to case and to spaces around them.
enum WordText {
  static func plain(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { !isSpace($0) && !(0x41...0x5a).contains($0) && $0 < 0x80 }
    if isPlain { return word }
    let bytes = Array(word.utf8)
    let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
    let end = (bytes.lastIndex { !isSpace($0) } ?? start - 1) + 1
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self).lowercased()
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
