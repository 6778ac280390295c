import CZstd
import SystemCalls

/// Packs bytes as they come, by the system's libzstd.
@safe final class ZstdPacker {
  private let context: OpaquePointer
  private let path: String

  /// Fast, and lines of JSON come to a tenth.
  private static let level: Int32 = 3
  private static let part = 1 << 17

  /// - Parameter path: what is packed, for what is said of failures.
  init(_ path: String) throws(ArchiveError) {
    guard let context = unsafe tlm_zstd_pack_open(Self.level) else {
      throw ArchiveError(.system, "no memory to pack \(path)")
    }
    unsafe self.context = context
    self.path = path
  }

  deinit { unsafe tlm_zstd_pack_close(context) }

  /// What comes out for these bytes; all that is left, where they are the last.
  func pack(_ bytes: [UInt8], ends: Bool) throws(ArchiveError) -> [UInt8] {
    var packed: [UInt8] = []
    var start = 0
    while true {
      var taken = 0
      var outcome: Int32 = 0
      // An empty part still has an address.
      let rest = start < bytes.count ? bytes[start...] : [0][0..<0]
      packed += unsafe [UInt8](unsafeUninitializedCapacity: Self.part) { out, given in
        unsafe rest.withUnsafeBufferPointer { input in
          // Sound: zstd stays within both buffers, and keeps neither.
          outcome = unsafe tlm_zstd_pack_step(
            context, input.baseAddress, input.count, &taken, out.baseAddress!, Self.part, &given,
            ends ? 1 : 0)
        }
      }
      start += taken
      if outcome < 0 { throw ArchiveError(.system, "\(path) cannot be packed") }
      if outcome == 1 { return packed }
    }
  }
}
