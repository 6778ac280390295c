extension JSONText {
  /// A string with its escapes replaced by what they stand for.
  package static func unescape(_ bytes: Span<UInt8>) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        decoded.append(byte)
        index += 1
        continue
      }
      let letter = bytes[index + 1]
      if letter == UInt8(ascii: "u") {
        decoded += scalar(bytes, at: &index).utf8
      } else {
        decoded.append(meaning(of: letter))
        index += 2
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The scalar of one `\u` escape, or of the two that make a pair; moves `index` behind them.
  private static func scalar(_ bytes: Span<UInt8>, at index: inout Int) -> String {
    let unit = hex(bytes, at: index + 2)
    index += 6
    if 0xD800...0xDBFF ~= unit, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let low = hex(bytes, at: index + 2)
      if 0xDC00...0xDFFF ~= low {
        index += 6
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        return String(scalar ?? "\u{FFFD}")
      }
    }
    return String(Unicode.Scalar(unit) ?? "\u{FFFD}")
  }

  /// Four hexadecimal digits; a digit that is missing or none counts as 0.
  private static func hex(_ bytes: Span<UInt8>, at index: Int) -> UInt32 {
    var value: UInt32 = 0
    for place in index..<(index + 4) {
      let byte = place < bytes.count ? bytes[place] : 0
      let digit = Character(Unicode.Scalar(byte)).hexDigitValue ?? 0
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private static func meaning(of letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }
}
