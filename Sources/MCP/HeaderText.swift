/// Texts in headers: as they are, or packed where a header could not have them.
enum HeaderText {
  /// Whether a header says a text.
  static func says(_ header: String, _ text: String) -> Bool {
    header == text || header == "=?base64?" + packed(text) + "?="
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// In Base64 (RFC 4648).
  private static func packed(_ text: String) -> String {
    var packed: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let three = rest.prefix(3)
      rest = rest.dropFirst(3)
      let number = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
      for place in 0..<4 {
        let digit = digits[number >> (6 * (3 - place)) & 63]
        packed.append(place <= three.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: packed, as: UTF8.self)
  }
}
