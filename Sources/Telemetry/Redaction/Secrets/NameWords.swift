/// The words of a name in small letters: `X-Api-Key`, `xApiKey` and `X_API_KEY` have the same.
///
/// Digits at the end of a name say which one of several it is, and belong to no word.
struct NameWords {
  private(set) var words: [String] = []

  init(_ name: [UInt8]) {
    let end = (name.lastIndex { !$0.isDigit } ?? -1) + 1
    var word: [UInt8] = []
    for place in 0..<end {
      let byte = name[place]
      if !byte.isAlphanumeric || Self.begins(at: place, in: name, before: end) { add(&word) }
      if byte.isAlphanumeric { word.append(byte.lowercased) }
    }
    add(&word)
  }

  private mutating func add(_ word: inout [UInt8]) {
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    word = []
  }

  /// Whether a capital letter begins a word: behind a small one, or as the last of several (`APIKey`).
  private static func begins(at place: Int, in name: [UInt8], before end: Int) -> Bool {
    guard name[place].isUppercase, place > 0 else { return false }
    if !name[place - 1].isUppercase { return true }
    return place + 1 < end && name[place + 1].isLowercase
  }
}
