package import Events

/// What the file STORE says: which store this is and in which format it is written.
package struct StoreIdentity: Sendable, Equatable {
  /// The newest format that this code writes.
  package static let currentFormat = 1

  /// 32 hexadecimal digits, drawn when the store was made.
  package let id: String
  /// The number of the format that the store is written in.
  package let format: Int
  /// When the store was made: RFC 3339, UTC.
  package let created: String

  package init(id: String, format: Int = currentFormat, created: Timestamp) {
    self.id = id
    self.format = format
    self.created = created.description
  }

  /// A store that nobody has named yet.
  package static func fresh() -> StoreIdentity {
    var generator = SystemRandomNumberGenerator()
    let id = [generator.next(), generator.next()].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return StoreIdentity(id: id.joined(), created: .now())
  }

  /// One JSON line whose last member is the checksum of the text before it.
  package var bytes: [UInt8] {
    let text = "{\"store\":\"\(id)\",\"format\":\(format),\"created\":\"\(created)\""
    let sum = Checksum.text(Checksum.crc32c(Array(text.utf8).span))
    return Array("\(text),\"crc32c\":\"\(sum)\"}\n".utf8)
  }

  /// nil for bytes that are damaged: the file is then written anew.
  package init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 15, parts[1] == "store", parts[5] == "format", parts[7] == "created",
      parts[11] == "crc32c",
      let format = Int(parts[6].drop { $0 == ":" }.prefix { $0 != "," })
    else { return nil }
    id = String(parts[3])
    self.format = format
    created = String(parts[9])
    guard self.bytes == bytes else { return nil }
  }
}
