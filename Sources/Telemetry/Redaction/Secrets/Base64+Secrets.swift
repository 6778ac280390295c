import Events

extension Base64 {
  /// The bytes that a text spells up to its padding; nil for what is none.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    bytes(text.prefix { $0 != UInt8(ascii: "=") }, takesAddresses: false)
  }

  /// Whether it spells a name, a colon and a password.
  static func isNameAndPassword(_ text: [UInt8]) -> Bool {
    guard text.count >= 8, let bytes = decoded(text) else { return false }
    return bytes.contains(UInt8(ascii: ":")) && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
