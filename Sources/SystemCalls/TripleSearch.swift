/// Looks for many short patterns in one pass: for three bytes of each, letters in either size.
///
/// It says where one of them may stand; whoever asks looks closer there. Its time goes by the bytes
/// alone, whatever is in them.
package struct TripleSearch: Sendable {
  /// A bit for each hash; so few are set that hardly any other three bytes meet one.
  private var bits = [UInt64](repeating: 0, count: 1 << 10)

  package init() {}

  /// Three bytes as one number, in which the sizes of letters are the same.
  package static func number(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
    (UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16) | 0x20_2020
  }

  /// A hash of such a number.
  @inline(__always)
  package static func hash(_ number: UInt32) -> UInt32 { (number << 8 &* 0x9E37_79B1) >> 16 }

  package mutating func add(_ number: UInt32) {
    let hash = Self.hash(number)
    bits[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
  }

  /// The first place at or after `start` where one may stand.
  package func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    unsafe bits.withUnsafeBufferPointer { bits in
      unsafe bytes.withUnsafeBytes { raw in
        // Sound: all reads end at or before the end of the buffer, and a hash is below 2^16.
        var place = start
        while place + 8 <= raw.count {
          let word = UInt64(
            littleEndian: unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
          let folded = word | 0x2020_2020_2020_2020
          var found = unsafe Self.bit(folded, bits) | Self.bit(folded >> 8, bits)
          unsafe found |= Self.bit(folded >> 16, bits) | Self.bit(folded >> 24, bits)
          unsafe found |= Self.bit(folded >> 32, bits) | Self.bit(folded >> 40, bits)
          if found & 1 != 0 { break }
          place += 6
        }
        while place + 3 <= raw.count {
          let number = unsafe Self.number(raw[place], raw[place + 1], raw[place + 2])
          if unsafe Self.bit(UInt64(number), bits) & 1 != 0 { return place }
          place += 1
        }
        return nil
      }
    }
  }

  /// In its lowest bit, whether the three lowest bytes may be one.
  @inline(__always)
  private static func bit(_ word: UInt64, _ bits: UnsafeBufferPointer<UInt64>) -> UInt64 {
    let hash = hash(UInt32(truncatingIfNeeded: word))
    return unsafe bits[Int(hash >> 6)] >> UInt64(hash & 63)
  }
}
