import Testing

@testable import Events

/// What a terminal gets to see of a log.
@Suite struct SafeTextTests {
  @Test(arguments: [
    0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b,
    0x200d, 0x200e, 0x2028, 0x202e, 0x2060, 0x2066, 0x206f, 0x3164, 0xfe00, 0xfeff, 0xffa0, 0xfff9,
    0xe0001, 0xe0041, 0xe007f, 0xe0100,
  ])
  func `what is not seen is spelled out`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))

    let text = SafeText.of("a" + String(scalar) + "b")

    #expect(!text.unicodeScalars.contains(scalar))
    #expect(text.hasPrefix("a\\") && text.hasSuffix("b"))
  }

  @Test(arguments: ["déjà vu", "naïve – “quoted”", "日本語", "عربى", "⚠️ ✔", "🙂", "e\u{301}"])
  func `what people write stays as it is`(text: String) {
    #expect(SafeText.of(text) == text)
  }
}
