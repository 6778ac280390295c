/// CRC-32C (Castagnoli, RFC 3720 appendix B.4): finds every single flipped bit of a block.
package enum Checksum: Sendable {
  /// The checksum of `bytes`, or of what came before and `bytes` where `previous` is its checksum.
  package static func crc32c(_ bytes: Span<UInt8>, after previous: UInt32 = 0) -> UInt32 {
    var crc = ~previous
    var index = 0
    unsafe tables.withUnsafeBufferPointer { table in
      unsafe bytes.withUnsafeBytes { raw in
        // Eight bytes a step: each looks up what its distance from the end contributes.
        while index + 8 <= raw.count {
          let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let mixed = UInt64(littleEndian: word) ^ UInt64(crc)
          crc = 0
          for place in 0..<8 {
            let byte = Int(truncatingIfNeeded: (mixed >> UInt64(8 * place)) & 0xff)
            crc ^= unsafe table[(7 - place) * 256 + byte]
          }
          index += 8
        }
        while index < raw.count {
          crc = unsafe table[Int((crc ^ UInt32(raw[index])) & 0xff)] ^ (crc >> 8)
          index += 1
        }
      }
    }
    return ~crc
  }

  /// Eight digits.
  package static func text(_ checksum: UInt32) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82f6_3b78 : crc >> 1 }
      tables[byte] = crc
    }
    for level in 1..<8 {
      for byte in 0..<256 {
        let before = tables[(level - 1) * 256 + byte]
        tables[level * 256 + byte] = tables[Int(before & 0xff)] ^ (before >> 8)
      }
    }
    return tables
  }()
}
