/// Bytes of a log as a terminal may see them: a hostile line must not move the cursor, change the
/// title or answer for the person.
package enum SafeText {
  /// Invalid UTF-8 as U+FFFD, control characters (C0, DEL, C1) as `\xNN`, and whatever is not seen
  /// or changes how its neighbours are seen as `\u{…}`: what Unicode calls format characters, line
  /// separators and default ignorable. A selector of the coloured form stays behind an emoji.
  package static func of(_ bytes: some Collection<UInt8>) -> String {
    // Nearly all of it is harmless, which is told at a glance.
    let isHarmless = bytes.withContiguousStorageIfAvailable { unsafe isPlain($0) }
    if isHarmless ?? bytes.allSatisfy(isPlain) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var last: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x09: text += " "
      case 0x20..<0x7f: text.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7f..<0xa0: text += "\\x" + hex(scalar.value, digits: 2)
      default:
        if isUnseen(scalar), !(scalar.value == 0xfe0f && last.properties.isEmoji) {
          text += "\\u{" + hex(scalar.value, digits: 4) + "}"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
      last = scalar
    }
    return text
  }

  /// Whether all of a text is printable ASCII, so that it takes a column a byte.
  package static func isPlain(_ text: String) -> Bool {
    let utf8 = text.utf8
    return unsafe utf8.withContiguousStorageIfAvailable { unsafe isPlain($0) }
      ?? utf8.allSatisfy(isPlain)
  }

  /// Without a branch at each byte, so that many are looked at at once.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var others: UInt8 = 0
    for place in 0..<bytes.count { others |= unsafe isPlain(bytes[place]) ? 0 : 1 }
    return others == 0
  }

  private static func isPlain(_ byte: UInt8) -> Bool { 0x20..<0x7f ~= byte }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  package static func of(_ text: String) -> String {
    isPlain(text) ? text : of(text.utf8)
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
