import Crypto
import Events

/// A row as it lies in the table: its digest, and the bytes that this is the digest of.
///
/// The digest is what the row adds to that of its projection, and tells whether a byte was changed.
struct StoredRow {
  let key: Label
  let digest: RowDigest
  private let row: [UInt8]

  /// nil for bytes that were changed.
  init?(_ value: [UInt8]) {
    let bytes = value.dropFirst(RowDigest.length)
    guard let digest = RowDigest(value.prefix(RowDigest.length)), digest == RowDigest(of: bytes),
      let key = Self.key(in: bytes)
    else { return nil }
    self.digest = digest
    self.key = key.label
    row = Array(bytes[key.end...])
  }

  /// - Throws: `DecodingError` where the bytes are of another type.
  func decode<Row: Decodable>(_ type: Row.Type) throws -> Row {
    try StateDecoder().decode(type, from: row)
  }

  /// The bytes of a row with its key, as they lie in the table.
  static func encode(_ key: Label, _ row: some Encodable) throws -> (
    value: [UInt8], digest: RowDigest
  ) {
    let bytes = try StateEncoder().encode(key) + StateEncoder().encode(row)
    let digest = RowDigest(of: bytes[...])
    return (digest.bytes + bytes, digest)
  }

  /// The text that canonical bytes begin with.
  private static func key(in bytes: ArraySlice<UInt8>) -> (label: Label, end: Int)? {
    guard bytes.first == StateTag.string else { return nil }
    var place = bytes.startIndex + 1
    var length: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.endIndex && shift < 63 {
      let byte = bytes[place]
      place += 1
      length |= UInt64(byte & 127) << shift
      shift += 7
      guard byte < 128 else { continue }
      guard length <= UInt64(bytes.endIndex - place) else { return nil }
      let end = place + Int(length)
      return (Label(String(decoding: bytes[place..<end], as: UTF8.self)), end)
    }
    return nil
  }
}

extension RowDigest {
  /// The SHA-256 of canonical bytes: those of a key and of its row.
  init(of bytes: ArraySlice<UInt8>) {
    let hash = SHA256.hash(data: bytes)
    self = unsafe hash.withUnsafeBytes { hash in
      RowDigest { word in
        // Sound: a SHA-256 has four words.
        UInt64(bigEndian: unsafe hash.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
      }
    }
  }
}
