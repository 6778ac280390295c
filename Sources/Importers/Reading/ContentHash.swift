import Digests
import Journal

/// The digest of a content as far as it was read.
struct ContentHash {
  private var hash = SHA256()
  private(set) var length: Int64 = 0

  mutating func add(_ bytes: Span<UInt8>) {
    hash.update(bytes)
    length += Int64(bytes.count)
  }

  /// Where that is.
  var place: ContentPlace {
    if length == 0 { return .start }
    var copy = hash
    return ContentPlace(length: length, digest: ContentDigest(copy.finish()))
  }

  /// What a first line is known by.
  static func first(_ line: Span<UInt8>) -> UInt64 {
    ContentDigest(SHA256.hash(line)).high
  }
}
