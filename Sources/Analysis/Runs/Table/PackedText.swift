/// A text with its length before it; a UUID as its sixteen bytes.
struct PackedText: Sendable {
  let bytes: [UInt8]

  /// What stands first where a UUID follows, and where the length has four bytes of its own.
  private static let (uuidMark, longMark): (UInt8, UInt8) = (0, 255)

  init(_ text: String) {
    if let uuid = Self.uuid(text.utf8) {
      bytes = uuid
      return
    }
    let length = text.utf8.count
    var head: [UInt8] = []
    if length < Int(Self.longMark) - 1 {
      head.append(UInt8(length + 1))
    } else {
      head.append(Self.longMark)
      for shift in stride(from: 0, to: 32, by: 8) {
        head.append(UInt8(truncatingIfNeeded: length >> shift))
      }
    }
    bytes = head + Array(text.utf8)
  }

  /// How many bytes a packed text has that begins somewhere.
  static func length(of bytes: [UInt8], at start: Int) -> Int {
    switch bytes[start] {
    case uuidMark: return 17
    case longMark:
      let length = (1...4).reversed().reduce(0) { $0 << 8 | Int(bytes[start + $1]) }
      return 5 + length
    case let mark: return Int(mark)
    }
  }

  static func text(of packed: ArraySlice<UInt8>) -> String {
    switch packed.first {
    case uuidMark: uuidText(packed.dropFirst())
    case longMark: String(decoding: packed.dropFirst(5), as: UTF8.self)
    default: String(decoding: packed.dropFirst(), as: UTF8.self)
    }
  }

  /// Whether the text of one comes before that of the other, by their bytes.
  static func isBefore(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    // The bytes of UUIDs are in the order of their digits.
    if left.first == uuidMark, right.first == uuidMark {
      return left.lexicographicallyPrecedes(right)
    }
    return text(of: left).utf8.lexicographicallyPrecedes(text(of: right).utf8)
  }

  /// Nil for what is no UUID in small letters.
  private static func uuid(_ text: String.UTF8View) -> [UInt8]? {
    guard text.count == 36 else { return nil }
    var bytes = [uuidMark]
    bytes.reserveCapacity(17)
    var high: UInt8?
    for (place, byte) in text.enumerated() {
      if isDash(place) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let nibble = digit(byte) else { return nil }
      if let first = high {
        bytes.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    return bytes
  }

  private static func isDash(_ place: Int) -> Bool {
    place == 8 || place == 13 || place == 18 || place == 23
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func uuidText(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for byte in bytes {
      if isDash(text.count) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
