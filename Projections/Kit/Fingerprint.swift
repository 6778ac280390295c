/// A text as a number of 64 bits that is the same in every process (FNV-1a): where a text is only
/// compared, and a million of them would take too much room.
struct Fingerprint: Hashable, Sendable {
  let rawValue: UInt64

  /// - Parameter texts: told apart from each other, so that `ab, c` is not `a, bc`.
  init(_ texts: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in texts {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x0100_0000_01b3  // no byte of UTF-8
    }
    // 0 stands for none where fingerprints are kept.
    rawValue = hash == 0 ? 1 : hash
  }

  /// As part of a key.
  var text: String { String(rawValue, radix: 16) }
}
