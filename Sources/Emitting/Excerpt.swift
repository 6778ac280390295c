/// The beginning of a text, redacted before it is cut: half of a secret is not known for one.
package struct Excerpt: Sendable {
  /// What may be kept of it.
  package let text: String
  /// Whether there is more.
  package let isCut: Bool

  /// Bytes that are kept of a prompt, an input or an output.
  package static let limit = 256
  /// Bytes that are kept of a small field, such as a path.
  package static let fieldLimit = 1024
  /// Bytes that are kept of any text where all of it is wanted.
  package static let fullLimit = 65_536

  /// - Parameters:
  ///   - text: of any length.
  ///   - limit: bytes that are kept.
  ///   - redact: what hides secrets in a text.
  package init(_ text: String, limit: Int = Self.limit, _ redact: (String) -> String) {
    let seen = Self.beginning(of: text, bytes: limit + Self.margin)
    var (redacted, isWhole) = (redact(seen), seen.utf8.count == text.utf8.count)
    // A secret that the end of what was seen cuts in two must stand behind what is kept.
    if !isWhole, redacted.utf8.count < limit + Self.margin / 2 {
      (redacted, isWhole) = (redact(text), true)
    }
    self.text = Self.beginning(of: redacted, bytes: limit)
    isCut = !isWhole || self.text.utf8.count < redacted.utf8.count
  }

  /// Bytes that are looked through beyond those that are kept.
  private static let margin = 16_384

  /// As many whole characters as fit.
  package static func beginning(of text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text.unicodeScalars[..<end])
  }
}
