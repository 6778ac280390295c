/// A hash that is the same in every process and on every machine, for what is stored.
///
/// Words of eight bytes, little-endian, each mixed in by a multiplication to 128 bits. It need not
/// withstand an enemy: what it finds is confirmed on the line.
enum StableHash {
  @inline(__always)
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ seed ^ UInt64(bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var place = 0
    while place + 8 <= raw.count {
      let word = unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      hash = mix(hash ^ UInt64(littleEndian: word), 0xBF58_476D_1CE4_E5B9)
      place += 8
    }
    var rest: UInt64 = 0
    while place < raw.count {
      rest = rest << 8 | UInt64(unsafe raw[place])
      place += 1
    }
    return mix(hash ^ rest, 0x94D0_49BB_1331_11EB)
  }

  static func of(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { unsafe of($0) }
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low ^ (left << 32 | left >> 32)
  }
}
