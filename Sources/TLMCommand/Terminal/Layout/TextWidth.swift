import TLM

/// How much room text takes on a terminal. Changes of colour in it take none.
enum TextWidth {
  /// Columns that a terminal gives the text: a wide character takes two.
  static func columns(of text: String) -> Int {
    if SafeText.isPlain(text) { return text.utf8.count }
    var sum = 0
    var isInEscape = false
    for scalar in text.unicodeScalars { sum += columns(of: scalar, &isInEscape) }
    return sum
  }

  /// The text in so many columns, ended by `…` where it has to be cut.
  static func shortened(_ text: String, to room: Int) -> String {
    guard columns(of: text) > room else { return text }
    if room < 1 { return "" }
    if SafeText.isPlain(text) {
      return String(decoding: text.utf8.prefix(room - 1), as: UTF8.self) + "…"
    }
    var short = ""
    var (taken, isInEscape, isCut) = (0, false, false)
    for scalar in text.unicodeScalars {
      let width = columns(of: scalar, &isInEscape)
      let isVisible = width > 0
      if isVisible && !isCut && taken + width > room - 1 {
        isCut = true
        short += "…"
      }
      // Colours that were begun are ended.
      if isCut && isVisible || isCut && !isInEscape && scalar != "m" { continue }
      short.unicodeScalars.append(scalar)
      taken += width
    }
    return short
  }

  /// The text in so many columns, and how many it takes.
  static func fitted(_ text: String, to room: Int) -> (text: String, columns: Int) {
    if SafeText.isPlain(text) && text.utf8.count <= room { return (text, text.utf8.count) }
    let short = shortened(text, to: room)
    return (short, columns(of: short))
  }

  /// Of one scalar, knowing whether it is part of a change of colour: `ESC [ … m`.
  private static func columns(of scalar: Unicode.Scalar, _ isInEscape: inout Bool) -> Int {
    if isInEscape {
      isInEscape = scalar != "m"
      return 0
    }
    switch scalar.value {
    case 0x1b:
      isInEscape = true
      return 0
    case 0x300...0x36f, 0xfe00...0xfe0f: return 0
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}
