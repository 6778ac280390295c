extension ReadableBytes {
  /// Whether a value is the path of a file: it says where a secret is.
  func isPath(_ range: Range<Int>) -> Bool {
    guard range.count > 1 else { return false }
    let (first, next) = (self[range.lowerBound], self[range.lowerBound + 1])
    let isDrive = first.isLetter && next == UInt8(ascii: ":")
    if isDrive, byte(range.lowerBound + 2) == UInt8(ascii: "\\") { return true }
    let isRooted =
      first == UInt8(ascii: "/") || first == UInt8(ascii: "~") && next == UInt8(ascii: "/")
      || first == UInt8(ascii: ".") && (next == UInt8(ascii: "/") || next == first)
    guard isRooted else { return false }
    let letters = Letters(self, range)
    // A token in Base64 may begin with a slash, and has digits and capitals all over it.
    return letters.digits * 6 <= letters.count && letters.capitals * 6 <= letters.count
      && range.allSatisfy { self[$0].isPartOfName || "/~@+ ".utf8.contains(self[$0]) }
  }
}

extension SecretScanner where Text: ReadableBytes {
  func isPath(_ range: Range<Int>) -> Bool { text.isPath(range) }
}
