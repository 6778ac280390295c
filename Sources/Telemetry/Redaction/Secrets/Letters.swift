/// What a run of bytes is made of, by which a token is told from words.
struct Letters {
  var count = 0
  var digits = 0
  var capitals = 0
  var smallLetters = 0

  var hasDigits: Bool { digits > 0 }
  var hasLetters: Bool { capitals + smallLetters > 0 }
  var hasOthers: Bool { digits + capitals + smallLetters < count }
  /// Whether there are letters of both sizes, and not just a capital in front.
  var isMixed: Bool { smallLetters > 0 && capitals > 1 }

  init() {}

  init<Text: ReadableBytes>(_ text: Text, _ range: Range<Int>) {
    count = range.count
    for place in range {
      let byte = text[place]
      if byte.isDigit { digits += 1 }
      if byte.isUppercase { capitals += 1 }
      if byte.isLowercase { smallLetters += 1 }
    }
  }

  mutating func add(_ other: Letters) {
    count += other.count
    digits += other.digits
    capitals += other.capitals
    smallLetters += other.smallLetters
  }
}
