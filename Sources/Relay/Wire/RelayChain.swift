import Digests
package import Events

/// What all the lines of an origin up to an offset were: any change of one, of its place or of their order
/// is another value.
package struct RelayChain: Sendable, Hashable {
  /// 32 bytes; zero before the first line.
  package private(set) var bytes: [UInt8]

  /// Before any line.
  package static let start = RelayChain(bytes: Array(repeating: 0, count: SHA256.length))

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Takes in the next line: h′ = SHA-256(h ‖ position ‖ line), the position as 8 bytes, the greatest
  /// first; the line without its end.
  package mutating func add(_ line: Span<UInt8>, at position: Position) {
    var hash = SHA256()
    hash.update(bytes.span)
    let place = [UInt8](capacity: 8) { room in
      for shift in stride(from: 56, through: 0, by: -8) {
        room.append(UInt8(truncatingIfNeeded: position.rawValue >> Int64(shift)))
      }
    }
    hash.update(place.span)
    hash.update(line)
    bytes = hash.finish()
  }

  /// As 64 hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for what is no such text.
  package init?(hex text: String) {
    let letters = Array(text.utf8)
    guard letters.count == SHA256.length * 2 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: letters.count, by: 2) {
      guard let high = Self.value(letters[place]), let low = Self.value(letters[place + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
