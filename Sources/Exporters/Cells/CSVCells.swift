import Events

/// Rows of CSV by RFC 4180: commas between cells, quotes around what needs them, CR LF at the end.
struct CSVCells: CellSink {
  var bytes: [UInt8] = []
  private var isFirst = true
  private let keepsFormulas: Bool

  init(keepsFormulas: Bool) { self.keepsFormulas = keepsFormulas }

  /// Bytes that need quotes, all of them below 64: NUL, LF, CR, the quote, the comma.
  private static let special: UInt64 = 1 << 0 | 1 << 10 | 1 << 13 | 1 << 34 | 1 << 44

  mutating func end() {
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func next() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  mutating func absent() { next() }

  mutating func number(_ digits: Span<UInt8>) {
    next()
    bytes.append(digits)
  }

  mutating func flag(_ flag: Bool) {
    next()
    bytes.append(flag ? "true" : "false")
  }

  mutating func time(_ time: Timestamp) {
    next()
    time.write(to: &bytes)
  }

  mutating func json(_ text: Span<UInt8>) { quoted(text, isDisarmed: false) }

  mutating func text(_ text: Span<UInt8>) {
    if Self.isPlain(text) {
      next()
      return bytes.append(text)
    }
    let isDisarmed = !keepsFormulas && FormulaGuard.isFormula(text)
    if isDisarmed || Self.needsQuotes(text) { return quoted(text, isDisarmed: isDisarmed) }
    next()
    bytes.append(text)
  }

  /// Whether a text has no byte that is special anywhere, or at its ends, as is seen of eight bytes at
  /// once: those are all below `-`, but for three that matter at its beginning.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    let count = text.count
    guard count > 0 else { return false }
    let first = text[0]
    if first <= lowest || first == UInt8(ascii: "=") || first == UInt8(ascii: "@") { return false }
    if count < 8 {
      for index in 1..<count where text[index] < lowest { return false }
      return true
    }
    return unsafe text.withUnsafeBytes { bytes in
      var offset = 0
      while true {
        // Sound: eight bytes are left at least, as the last ones are looked at together.
        let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if hasByte(belowLowest: word) { return false }
        if offset == count - 8 { return true }
        offset = min(offset + 8, count - 8)
      }
    }
  }

  /// What is below needs a closer look; it may stand inside of a text itself.
  private static let lowest = UInt8(ascii: "-")

  private static func hasByte(belowLowest word: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    // The high bit of a byte is set by a borrow that it had to take, if it was not set before.
    return (word &- each &* UInt64(lowest)) & ~word & (each &* 0x80) != 0
  }

  /// A text that is empty stands in quotes, which tells it from no text.
  private static func needsQuotes(_ text: Span<UInt8>) -> Bool {
    if text.isEmpty || text[0] == 0x20 || text[text.count - 1] == 0x20 { return true }
    for index in text.indices {
      let byte = text[index]
      if byte < 64 && special >> UInt64(byte) & 1 == 1 { return true }
    }
    return false
  }

  private mutating func quoted(_ text: Span<UInt8>, isDisarmed: Bool) {
    next()
    bytes.append(UInt8(ascii: "\""))
    if isDisarmed { bytes.append(UInt8(ascii: "'")) }
    var start = 0
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        bytes.append(text.extracting(start..<index + 1))
        bytes.append(UInt8(ascii: "\""))
        start = index + 1
      } else if byte == 0 {
        // No reader of CSV gets past a NUL.
        bytes.append(text.extracting(start..<index))
        bytes.append("\u{fffd}")
        start = index + 1
      }
    }
    bytes.append(text.extracting(start..<text.count))
    bytes.append(UInt8(ascii: "\""))
  }
}
