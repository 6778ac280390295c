import Events

/// How runs stand, by the words that clients know.
enum RunStatusWord {
  /// In the order in which they are told.
  static let canonical: [Outcome] = [.running, .success, .failure, .partial, .timeout, .cancelled]

  private static let aliases: [String: Outcome] = [
    "failed": .failure, "completed": .success, "succeeded": .success, "canceled": .cancelled,
  ]

  /// What a word means; nil for any other.
  static func outcome(_ word: String) -> Outcome? {
    let word = word.lowercased().filter { !$0.isWhitespace }
    return canonical.first { $0.rawValue == word } ?? aliases[word]
  }

  /// The words as a sentence lists them.
  static let listed = "[" + canonical.map { "'\($0.rawValue)'" }.joined(separator: ", ") + "]"
}
