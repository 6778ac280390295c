/// Finds secrets in a text in one pass over its bytes.
///
/// Each byte at which something may begin (a word, `=`, `:`, a dash) looks a bounded way around it,
/// and what was found is not looked at again: so the time goes with the length of the text, whatever
/// is in it.
///
/// What a text has to be able to do stands at the extensions: of a type that demands it, the runtime
/// would look for the proof in each process anew.
package struct SecretScanner<Text> {
  let text: Text
  let hidesMail: Bool
  /// The byte that is looked at.
  var index = 0
  /// What was found so far, in the order of the text; no two overlap.
  package var findings: [Finding] = []
  /// From here on no private key ends.
  var noKeyEndsFrom = Int.max
  /// Where the run of letters of tokens ends that was looked at last.
  var tokenRunEnd = 0
  /// Where the last access key ended whose secret may stand beside it.
  var accessKeyEnd: Int?
  /// The program whose arguments are read, if its options are known to carry secrets.
  var program: ProgramOptions?

  init(_ text: Text, hidesMail: Bool) {
    self.text = text
    self.hidesMail = hidesMail
  }
}

extension SecretScanner where Text: ReadableBytes {
  /// The secrets of a text, in its order.
  package static func findings(in text: Text, hidesMail: Bool = false) -> [Finding] {
    var scanner = SecretScanner(text, hidesMail: hidesMail)
    while scanner.index < text.count { scanner.step() }
    return scanner.findings
  }

  private mutating func step() {
    let byte = text[index]
    if byte.isAlphanumeric {
      if !passDullWords() { passWord() }
      return
    }
    switch byte {
    case UInt8(ascii: "="): passEqualSign()
    case UInt8(ascii: ":"): passColon()
    case UInt8(ascii: "-"): passDash()
    case UInt8(ascii: "["): passBracket()
    case UInt8(ascii: "%"): passPercent()
    case UInt8(ascii: ">"): passElement()
    case UInt8(ascii: "@"): passMail()
    case UInt8(ascii: "\\"): passEscape()
    case UInt8(ascii: "\n"), UInt8(ascii: "|"), UInt8(ascii: ";"):
      if !isInList { program = nil }
      index += 1
    default: index += 1
    }
  }

  /// Whether a list goes on behind what stands here.
  private var isInList: Bool { text.byte(index - 1) == UInt8(ascii: ",") }

  /// Keeps a finding and goes on behind it.
  mutating func found(_ range: Range<Int>, _ rule: String) {
    findings.append(Finding(range, rule))
    index = max(range.upperBound, index + 1)
  }

  /// A mark of a finding is passed, and so are the colours of a terminal: they end no word.
  private mutating func passBracket() {
    if let end = Redacted.end(in: text, at: index) {
      index = end
    } else {
      let end = text.end(from: index + 1, within: 16) { $0.isDigit || $0 == UInt8(ascii: ";") }
      index = text.byte(end) == UInt8(ascii: "m") ? end + 1 : index + 1
    }
  }

  /// In a URL, a separator may be written as `%3D`, and any byte may stand before a word.
  private mutating func passPercent() {
    guard text.byte(index + 1).isHexadecimal, text.byte(index + 2).isHexadecimal else {
      index += 1
      return
    }
    let isSeparator =
      text.byte(index + 1) == UInt8(ascii: "3")
      && [UInt8(ascii: "d"), UInt8(ascii: "a")].contains(text.byte(index + 2).lowercased)
    if isSeparator {
      passAssignment(Separator(range: index..<(index + 3), isEscaped: true))
    } else {
      index += 3
    }
  }

  /// Behind `\n` and its like a word begins; they are two bytes where a text was escaped twice.
  private mutating func passEscape() {
    let next = text.byte(index + 1)
    if next == UInt8(ascii: "u"),
      text.end(from: index + 2, within: 4, where: \.isHexadecimal)
        == index + 6
    {
      index += 6
    } else {
      let isEscape = [
        UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
        UInt8(ascii: "f"),
      ].contains(next)
      if next == UInt8(ascii: "n"), !isInList { program = nil }
      // `\token` is a word behind a backslash; its name is read both ways.
      index += isEscape ? 2 : 1
    }
  }
}

extension Collection<UInt8> {
  /// Whether a text is so short and plain that no secret can be in it: no token is that short, and
  /// without these bytes nothing says that a word is one.
  var isHarmless: Bool {
    guard count < 20 else { return false }
    return allSatisfy {
      $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "%")
        && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ">")
    }
  }
}
