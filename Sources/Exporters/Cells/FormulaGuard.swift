/// Texts that a spreadsheet would run: it takes what begins with one of a few characters for a formula,
/// and a formula may start programs and send what stands beside it.
enum FormulaGuard {
  /// Whether a text is to be kept from being a formula. Numbers that are written as texts stay numbers.
  static func isFormula(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    switch text[0] {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
      UInt8(ascii: "\n"):
      return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(text)
    default: return false
    }
  }

  /// Whether a text is a sign, digits, a fraction and an exponent, and nothing else.
  private static func isNumber(_ text: Span<UInt8>) -> Bool {
    var index = 1
    func digits() -> Bool {
      let start = index
      while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
      return index > start
    }
    let isWhole = digits()
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return false }
    } else if !isWhole {
      return false
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        index += 1
      }
      guard digits() else { return false }
    }
    return index == text.count
  }
}
