import Digests
import TestSupport
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's own examples, as NIST publishes them.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the examples of the standard`(text: String, digest: String) {
    #expect(hexadecimal(SHA256.hash(Array(text.utf8).span)) == digest)
  }

  @Test func `a million letters, in pieces of any length`() {
    var hash = SHA256()
    var random = Seeded(1)
    var left = 1_000_000
    while left > 0 {
      let count = min(left, random.below(300))
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count).span)
      left -= count
    }

    #expect(
      hexadecimal(hash.finish())
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `after its end it begins anew`() {
    var hash = SHA256()
    hash.update(Array("abc".utf8).span)
    let first = hash.finish()
    hash.update(Array("abc".utf8).span)

    #expect(hash.finish() == first)
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
