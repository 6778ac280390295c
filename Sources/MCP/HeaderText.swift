import TLM

/// Texts in headers: as they are, or packed where a header could not have them.
enum HeaderText {
  /// Whether a header says a text.
  static func says(_ header: String, _ text: String) -> Bool {
    header == text || header == "=?base64?" + Base64.text(of: text.utf8) + "?="
  }
}
