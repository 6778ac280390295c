import Crypto

/// The SHA-256 of a state's canonical bytes: equal states, equal digests, on every machine.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let description: String

  /// The digest of bytes that are canonical already.
  public init(bytes: [UInt8]) {
    var text = ""
    for byte in SHA256.hash(data: bytes) {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    description = text
  }

  /// The 32 bytes of a digest of bytes, for keys and checksums that nobody reads.
  static func raw(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: Array(bytes))
    return Array(hash.finalize())
  }

  /// The digest of a state.
  ///
  /// - Throws: whatever the state's own `encode(to:)` throws.
  public init(of state: some Encodable) throws {
    self.init(bytes: try StateEncoder().encode(state))
  }
}
