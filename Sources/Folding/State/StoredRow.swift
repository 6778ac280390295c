import Digests
package import Events

/// A row as it lies in the table: its digest, and the bytes that this is the digest of.
///
/// The digest is what the row adds to that of its projection, and tells whether a byte was changed.
package struct StoredRow {
  package let key: Label
  package let digest: RowDigest
  private let value: [UInt8]
  /// Where the row begins.
  private let start: Int

  /// nil for bytes that were changed.
  package init?(_ value: [UInt8]) {
    guard let digest = RowDigest(prefixOf: value),
      digest == RowDigest(of: value[RowDigest.length...]), let (key, start) = Self.key(in: value)
    else { return nil }
    self.digest = digest
    self.key = key
    self.value = value
    self.start = start
  }

  /// - Throws: `DecodingError` where the bytes are of another type.
  package func decode<Row: Decodable>(_ type: Row.Type) throws -> Row {
    try StateDecoder().decode(type, from: Array(value[start...]))
  }

  /// The bytes of a row with its key, as they lie in the table.
  package static func encode(_ key: Label, _ row: some Encodable) throws -> (
    value: [UInt8], digest: RowDigest
  ) {
    let bytes = try StateEncoder().encode(key) + StateEncoder().encode(row)
    let digest = RowDigest(of: bytes[...])
    return (digest.bytes + bytes, digest)
  }

  /// The digest that the bytes of a row begin with; nil where they are not those of a row under this key,
  /// or the key is too long to stand in the table as it is. Whether it is that of the bytes is not looked at.
  ///
  /// - Parameters:
  ///   - value: the bytes.
  ///   - key: under which they lie.
  ///   - start: where the row's own key begins in it.
  package static func digest(
    in value: Span<UInt8>, at key: Span<UInt8>, _ start: Int
  ) -> RowDigest? {
    var place = RowDigest.length
    guard value.count > place, value[place] == StateTag.string else { return nil }
    place += 1
    guard let length = Varint.read(value, at: &place), length == UInt64(key.count - start),
      Int(length) <= value.count - place
    else { return nil }
    for offset in 0..<Int(length) where value[place + offset] != key[start + offset] { return nil }
    var words = InlineArray<4, UInt64>(repeating: 0)
    for index in 0..<RowDigest.length {
      words[index / 8] = words[index / 8] << 8 | UInt64(value[index])
    }
    return RowDigest { words[$0] }
  }

  /// The text that the canonical bytes begin with, and where it ends.
  private static func key(in value: [UInt8]) -> (Label, Int)? {
    var place = RowDigest.length
    guard value.count > place, value[place] == StateTag.string else { return nil }
    place += 1
    guard let length = Varint.read(value.span, at: &place), length <= UInt64(value.count - place)
    else { return nil }
    let end = place + Int(length)
    return (Label(String(decoding: value[place..<end], as: UTF8.self)), end)
  }
}

extension RowDigest {
  /// The SHA-256 of canonical bytes: those of a key and of its row.
  init(of bytes: ArraySlice<UInt8>) {
    let hash = SHA256.hash(bytes.span)
    self.init { word in
      hash[8 * word..<8 * word + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
