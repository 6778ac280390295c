/// An event's name as one token of a subject.
package enum NameToken: Sendable {
  /// That of an event without a name, and of one whose name makes too long a token.
  package static let none = "_"
  /// Bytes of the longest token.
  static let limit = 200

  /// Letters, digits, `_` and `-` stay; every other byte is `%` and two digits.
  package static func encoded(_ name: String?) -> String {
    guard let name, !name.isEmpty, name != none else { return none }
    var token: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        token.append(byte)
      default: token += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
      }
      if token.count > limit { return none }
    }
    return String(decoding: token, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
