/// Numbers in as few bytes as they need, seven bits a byte.
package enum Varint {
  @inline(__always)
  @inlinable package static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  @inlinable package static func read(_ bytes: Span<UInt8>, at place: inout Int) -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count && shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  @inlinable package static func size(_ number: UInt64) -> Int {
    max(1, (70 - (number | 1).leadingZeroBitCount) / 7)
  }

  /// Small numbers of either sign as small numbers.
  @inlinable package static func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: (number &<< 1) ^ (number >> 63))
  }

  @inlinable package static func unzigzag(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }
}
