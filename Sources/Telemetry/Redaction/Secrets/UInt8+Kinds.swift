/// What a byte of a text is, as far as secrets go by it.
extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isUppercase: Bool { self &- UInt8(ascii: "A") < 26 }
  var isLowercase: Bool { self &- UInt8(ascii: "a") < 26 }
  var isLetter: Bool { (self | 0x20).isLowercase }
  var isAlphanumeric: Bool { isDigit || isLetter }
  var isHexadecimal: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }

  /// A letter in its small form; anything else as it is.
  var lowercased: UInt8 { isUppercase ? self | 0x20 : self }

  /// A letter, a digit or `_`.
  var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
  /// What names of keys and rules are made of.
  var isPartOfName: Bool {
    isWord || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
  /// What most tokens are made of: the letters of Base64 for URLs.
  var isTokenLetter: Bool { isWord || self == UInt8(ascii: "-") }
  /// The letters of Base64, with its padding.
  var isBase64: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/")
      || self == UInt8(ascii: "=")
  }
  /// What a token behind `Bearer` is made of.
  var isBearerLetter: Bool { isBase64 || isPartOfName || self == UInt8(ascii: "~") }

  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isNewline: Bool { self == 0x0A || self == 0x0D }
  /// White space and control characters, the end of a text too.
  var isSpace: Bool { self <= 0x20 || self == 0x7F }
  var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
  /// A byte inside of a character that is not ASCII.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}
