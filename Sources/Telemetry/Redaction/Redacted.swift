/// What stands in the place of a secret: `[redacted:RULE]`.
enum Redacted {
  /// Characters of a rule's name at most.
  static let longestName = 64
  static let opening = Array("[redacted:".utf8)
  private static let closing = UInt8(ascii: "]")

  /// The bytes of the mark of a rule.
  static func mark(_ rule: String) -> [UInt8] { opening + Array(rule.utf8) + [closing] }

  /// Whether a rule may be called so: then its mark is known as one wherever it is met again.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= longestName && name.utf8.allSatisfy(\.isPartOfName)
  }

  /// Where the marks of a text stand, in its order.
  static func marks(in text: [UInt8]) -> [Range<Int>] {
    var marks: [Range<Int>] = []
    var place = 0
    while let bracket = text[place...].firstIndex(of: opening[0]) {
      let end = end(in: text, at: bracket)
      if let end { marks.append(bracket..<end) }
      place = end ?? bracket + 1
    }
    return marks
  }

  /// Where a mark that begins at a place ends; nil where none does.
  static func end<Text: ReadableBytes>(in text: Text, at place: Int) -> Int? {
    guard text.holds(opening, at: place) else { return nil }
    let start = place + opening.count
    var end = start
    while end < text.count, end - start <= longestName, text[end].isPartOfName { end += 1 }
    guard end > start, end - start <= longestName, text.byte(end) == closing else { return nil }
    return end + 1
  }
}
