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
    let isDisarmed = !keepsFormulas && FormulaGuard.isFormula(text)
    if isDisarmed || Self.needsQuotes(text) { return quoted(text, isDisarmed: isDisarmed) }
    next()
    bytes.append(text)
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
