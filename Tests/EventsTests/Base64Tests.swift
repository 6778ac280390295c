import Events
import TestSupport
import Testing

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the standard's own examples come out`(plain: String, packed: String) {
    #expect(Base64.text(of: plain.utf8) == packed)
    #expect(Base64.text(of: plain.utf8, isPadded: false) == packed.filter { $0 != "=" })
    #expect(Base64.bytes(packed.utf8) == Array(plain.utf8))
    #expect(Base64.bytes(packed.utf8.filter { $0 != UInt8(ascii: "=") }) == Array(plain.utf8))
  }

  @Test func `any bytes are the same there and back`() {
    var dice = Seeded(4)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      #expect(Base64.bytes(Base64.text(of: bytes).utf8) == bytes)
    }
  }

  @Test func `letters of addresses count where they may, and no others do`() {
    #expect(Base64.bytes("-_-_".utf8) == Base64.bytes("+/+/".utf8))
    #expect(Base64.bytes("-_-_".utf8, takesAddresses: false) == nil)
    #expect(Base64.bytes("Zm9v!".utf8) == nil && Base64.bytes("Zm 9v".utf8) == nil)
  }
}
