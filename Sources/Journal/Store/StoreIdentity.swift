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
    let parts = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    guard parts.count == 15, parts[6].first == UInt8(ascii: ":"),
      parts[6].last == UInt8(ascii: ","),
      let format = Int(String(decoding: parts[6].dropFirst().dropLast(), as: UTF8.self))
    else { return nil }
    id = String(decoding: parts[3], as: UTF8.self)
    self.format = format
    created = String(decoding: parts[9], as: UTF8.self)
    // It names the members, too.
    guard self.bytes == bytes else { return nil }
  }
}
