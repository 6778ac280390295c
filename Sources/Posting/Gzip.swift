import CZlib

/// Bytes packed as gzip, for receivers that want them so.
package enum Gzip: Sendable {
  /// The bytes as one member, the same each time: its header has neither a name nor a time.
  package static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    let room = compressBound(UInt(bytes.count)) + 64
    var length = 0
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: Int(room)) { buffer, count in
      // Sound: zlib reads exactly the one and writes within the other.
      length = unsafe bytes.withUnsafeBufferPointer { content in
        unsafe tlm_gzip_pack(
          content.baseAddress, content.count, buffer.baseAddress, Int(room))
      }
      count = max(0, length)
    }
    return length > 0 ? packed : nil
  }
}
