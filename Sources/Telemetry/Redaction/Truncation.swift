/// Cutting texts that are longer than they may be, with a mark that says how much is missing.
enum Truncation {
  static let opening = Array("…[truncated, ".utf8)
  private static let closing = Array(" bytes]".utf8)

  /// The text in as many bytes as it may have, whole characters of it and the mark
  /// `…[truncated, N bytes]`; and the bytes that were cut, 0 for a text that fits.
  static func cut(_ text: String, to limit: Int) -> (text: String, bytes: Int) {
    let length = text.utf8.count
    let limit = max(limit, RedactionRules.leastLimit)
    guard length > limit else { return (text, 0) }
    let room = limit - opening.count - closing.count - String(Int.max).utf8.count
    let kept = beginning(of: text, bytes: room)
    let before = cutBefore(text)
    let cut = length - kept.utf8.count - before.mark
    let (sum, isTooLarge) = cut.addingReportingOverflow(before.bytes)
    let mark = String(decoding: opening, as: UTF8.self) + String(isTooLarge ? Int.max : sum)
    return (kept + mark + String(decoding: closing, as: UTF8.self), cut)
  }

  /// The longest beginning of whole characters in so many bytes, with no half of a mark at its end.
  private static func beginning(of text: String, bytes: Int) -> Substring {
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while end > text.startIndex, text.utf8[end].isContinuation {
      end = text.utf8.index(before: end)
    }
    var kept = text[..<end]
    // A character may be of several scalars: the next one must not belong to the last.
    if let last = kept.last, let next = text[end...].unicodeScalars.first {
      var joined = String(last)
      joined.unicodeScalars.append(next)
      if joined.count == 1 { kept = kept.dropLast() }
    }
    return withoutHalfMark(kept)
  }

  /// A text without the beginning of a mark at its end.
  static func withoutHalfMark(_ text: Substring) -> Substring {
    let longest = Redacted.opening.count + Redacted.longestName
    let ending = Array(text.utf8.suffix(longest))
    guard let bracket = ending.lastIndex(of: UInt8(ascii: "[")),
      ending[bracket...].starts(with: Redacted.opening.prefix(ending.count - bracket)),
      !ending[bracket...].contains(UInt8(ascii: "]"))
    else { return text }
    let end = text.utf8.index(text.endIndex, offsetBy: bracket - ending.count)
    return text[..<end]
  }

  /// A text without the mark at its end that says how much was cut.
  static func withoutMark(_ text: String) -> Substring.UTF8View {
    text.utf8.dropLast(cutBefore(text).mark)
  }

  /// What a mark at the end of a text says, and how long it is.
  private static func cutBefore(_ text: String) -> (bytes: Int, mark: Int) {
    let ending = Array(text.utf8.suffix(opening.count + closing.count + 19))
    guard ending.suffix(closing.count).elementsEqual(closing) else { return (0, 0) }
    let inner = ending.dropLast(closing.count)
    let digits = inner.suffix(while: \.isDigit)
    guard let bytes = Int(String(decoding: digits, as: UTF8.self)), bytes >= 0,
      inner.dropLast(digits.count).suffix(opening.count).elementsEqual(opening)
    else { return (0, 0) }
    return (bytes, opening.count + digits.count + closing.count)
  }
}

extension BidirectionalCollection {
  /// The longest ending of elements that all are of a kind.
  fileprivate func suffix(while isPart: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, isPart(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
