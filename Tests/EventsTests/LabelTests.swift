import Events
import Testing

@Suite struct LabelTests {
  @Test func `texts that Unicode calls equivalent are different labels`() {
    let pairs = [("\u{e9}", "e\u{301}"), ("K", "\u{212a}"), ("a\u{301}\u{323}", "a\u{323}\u{301}")]

    for (one, other) in pairs {
      #expect(one == other)
      #expect(Label(one) != Label(other))
      #expect(Set([Label(one), Label(other)]).count == 2)
    }
  }

  @Test func `equal bytes are one label, wherever the text came from`() {
    let literal: Label = "a text that is too long to be kept in place"
    let made = Label(String(decoding: Array(literal.text.utf8), as: UTF8.self))

    #expect(literal == made)
    #expect(literal.hashValue == made.hashValue)
    #expect(Label("é") == Label(String(decoding: [0xc3, 0xa9], as: UTF8.self)))
  }

  @Test func `labels sort by their bytes`() {
    let labels: [Label] = ["b", "é", "B", "", "a", "z", "ab", "e\u{301}"]

    #expect(labels.sorted() == ["", "B", "a", "ab", "b", "e\u{301}", "z", "é"])
  }
}
