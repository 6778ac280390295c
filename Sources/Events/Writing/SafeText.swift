/// Bytes of a log as a terminal may see them: a hostile line must not move the cursor, change the
/// title or answer for the person.
package enum SafeText {
  /// Invalid UTF-8 as U+FFFD, control characters (C0, DEL, C1) as `\xNN`, and the marks that
  /// reorder or hide text as `\u{…}`.
  package static func of(_ bytes: some Collection<UInt8>) -> String {
    var text = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x09: text += " "
      case 0..<0x20, 0x7f..<0xa0: text += "\\x" + hex(scalar.value, digits: 2)
      case 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x2069, 0xfeff:
        text += "\\u{" + hex(scalar.value, digits: 4) + "}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  package static func of(_ text: String) -> String { of(text.utf8) }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
