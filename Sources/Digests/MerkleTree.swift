/// A Merkle tree over digests, as RFC 6962, section 2.1, has it: a leaf is hashed behind a zero byte and
/// a node behind a one, so that no node passes for a leaf.
package enum MerkleTree {
  /// The root over digests that stand one behind the other, 32 bytes each; of none, the digest of nothing.
  package static func root(of digests: ArraySlice<UInt8>) -> [UInt8] {
    let count = digests.count / SHA256.length
    guard count > 0 else { return SHA256().finished }
    return root(of: digests, count)
  }

  private static func root(of digests: ArraySlice<UInt8>, _ count: Int) -> [UInt8] {
    var hash = SHA256()
    if count == 1 {
      hash.update([0x00])
      hash.update(digests)
    } else {
      // The greatest power of two below the number of leaves stands on the left.
      let left = 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
      let middle = digests.startIndex + left * SHA256.length
      hash.update([0x01])
      hash.update(root(of: digests[..<middle], left))
      hash.update(root(of: digests[middle...], count - left))
    }
    return hash.finished
  }
}

extension SHA256 {
  /// The digest of what was taken in so far.
  package var finished: [UInt8] {
    var copy = self
    return copy.finish()
  }

  /// Adds bytes to what is digested.
  package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// Adds bytes to what is digested.
  package mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }
}
