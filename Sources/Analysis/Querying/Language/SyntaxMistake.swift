import Events

/// A mistake in a text of the language of questions: where it is, and what could stand there.
package struct SyntaxMistake: Error, Sendable, Equatable, CustomStringConvertible {
  /// The whole text.
  package let text: String
  /// Bytes of the text before the mistake; at its end, all of them.
  package let place: Int
  /// What is wrong there, and what could stand there instead.
  package let what: String

  init(_ text: String, at place: Int, _ what: String) {
    self.text = text
    self.place = min(max(0, place), text.utf8.count)
    self.what = what
  }

  /// The sentence, and below it the text with a mark under the place, where both fit a line.
  package var description: String {
    let sentence = "'\(SafeText.of(text))' \(what), at character \(character)"
    guard text.utf8.count <= Self.longestShown, SafeText.isPlain(text) else { return sentence }
    let mark = String(repeating: " ", count: place) + "^"
    return sentence + "\n  \(text)\n  \(mark)"
  }

  /// The number of the character at which it is, the first being 1.
  package var character: Int {
    String(decoding: text.utf8.prefix(place), as: UTF8.self).unicodeScalars.count + 1
  }

  private static let longestShown = 76
}
