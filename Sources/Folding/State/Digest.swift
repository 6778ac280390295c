import Digests
import Events

/// The SHA-256 of a state's canonical bytes: equal states, equal digests, on every machine.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let description: String

  /// The digest of bytes that are canonical already.
  public init(bytes: [UInt8]) {
    description = Self.text(of: SHA256.hash(bytes.span))
  }

  /// The 32 bytes of a digest of bytes, for keys and checksums that nobody reads.
  package static func raw(_ bytes: ArraySlice<UInt8>) -> [UInt8] { SHA256.hash(bytes.span) }

  /// The digest of rows: the sum, modulo 2 to the 256th, of the digests of each with its key.
  ///
  /// - Throws: whatever a row's own `encode(to:)` throws.
  init(ofRows state: any KeyedState) throws {
    var sum = RowDigest()
    try state.forEachRow { key, row in sum += try StoredRow.encode(key, row).digest }
    description = Self.text(of: sum.bytes)
  }

  private static func text(of bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The digest of a state.
  ///
  /// - Throws: whatever the state's own `encode(to:)` throws.
  public init(of state: some Encodable) throws {
    if let rows = state as? any KeyedState {
      try self.init(ofRows: rows)
    } else {
      self.init(bytes: try StateEncoder().encode(state))
    }
  }
}
