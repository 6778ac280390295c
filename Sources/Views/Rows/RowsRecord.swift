import Events

/// What a checkpoint says of rows that lie elsewhere: enough to notice that one is missing, is too
/// many, or was changed.
struct RowsRecord: Sendable, Equatable, Codable {
  let count: Int
  let digest: RowDigest

  init(count: Int, digest: RowDigest) {
    self.count = count
    self.digest = digest
  }

  private enum Member: String, CodingKey { case count, digest }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    count = try container.decode(Int.self, forKey: .count)
    let bytes = try container.decode([UInt8].self, forKey: .digest)
    guard count >= 0, let digest = RowDigest(bytes) else {
      throw DecodingError.dataCorruptedError(
        forKey: .digest, in: container, debugDescription: "a digest has 32 bytes")
    }
    self.digest = digest
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(count, forKey: .count)
    try container.encode(digest.bytes, forKey: .digest)
  }
}
