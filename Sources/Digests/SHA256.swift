import CNettle

/// SHA-256 (FIPS 180-4), as the system's nettle computes it.
package struct SHA256: Sendable {
  private var context = sha256_ctx()

  /// Bytes of a digest.
  package static let length = 32

  /// The digest of nothing so far.
  package init() { unsafe nettle_sha256_init(&context) }

  /// Adds bytes to what is digested.
  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      // Sound: nettle reads exactly the buffer, and nothing of one without an address.
      guard let start = buffer.baseAddress else { return }
      unsafe nettle_sha256_update(&context, buffer.count, start)
    }
  }

  /// The 32 bytes of the digest; the next update begins anew.
  package mutating func finish() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
      // Sound: nettle writes 32 bytes.
      unsafe tlm_sha256_digest(&context, buffer.baseAddress)
      count = Self.length
    }
  }

  /// The 32 bytes of the digest of `bytes`.
  package static func hash(_ bytes: Span<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
