import Lines
import Testing

@Suite struct InputLookTests {
  private func look(_ text: String) -> String? { InputLook(Array(text.utf8))?.what }

  @Test(
    arguments: [
      ([0x1f, 0x8b, 8, 0], "gzip"), ([0x28, 0xb5, 0x2f, 0xfd, 1], "zstd"),
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz"), (Array("BZh91AY".utf8), "bzip2"),
      ([0x50, 0x4b, 3, 4], "zip"), (Array("PAR1x".utf8), "Parquet"),
      ([0xff, 0xfe, 0x7b, 0], "UTF-16"), ([0xfe, 0xff, 0, 0x7b], "UTF-16"),
      (Array("{\"a\":1}\n".utf8).flatMap { [$0, 0] }, "UTF-16"),
      (Array("{\"a\":1}\n".utf8).flatMap { [0, $0] }, "UTF-16"),
    ] as [([UInt8], String)])
  func `formats tell themselves by their bytes`(bytes: [UInt8], what: String) {
    #expect(InputLook(bytes)?.what == what)
  }

  @Test(arguments: [
    "[{\"a\":1},{\"a\":2}]", "[\n  {\n    \"a\": 1\n  }\n]\n", "\u{feff}[ {\"a\":1} ]", "[{}]",
  ])
  func `one array`(text: String) { #expect(look(text) == "one JSON array") }

  @Test(arguments: [
    "{\n  \"a\": 1\n}\n", "{ \"a\": 1,\n  \"b\": 2 }\n", "{\"a\": [\n1]}\n", "{\r\n\"a\": 1}",
    "{\"a{\": {\n\"b\": 1}}",
  ])
  func `an object over several lines`(text: String) {
    #expect(look(text) == "JSON that is spread over lines")
  }

  @Test(arguments: ["{\"a\":1}{\"b\":2}\n", "{\"a\":\"}{\"} {\"b\":2}", "{\"a\":\"\\\"}\"}\t{}"])
  func `several objects on a line`(text: String) {
    #expect(look(text) == "several objects on one line")
  }

  @Test(arguments: [
    "2026-02-13T10:00:00.123456789Z stdout F {\"a\":1}\n",
    "2026-02-13T10:00:00Z stderr P {\"a\":\n", "2026-02-13T10:00:00+01:00 stdout F plain\n",
  ])
  func `the log of a container`(text: String) {
    #expect(look(text)?.hasPrefix("the log of a container (CRI)") == true)
  }

  @Test(arguments: [
    "INFO {\"a\":1}\n", "2026-02-13 10:00:00 [main] {\"a\": {\"b\": 1}} \n", "data: {\"a\":1}\n\n",
    "[2026-02-13] {\"a\":1}\n",
  ])
  func `text before an object`(text: String) {
    #expect(look(text) == "lines of text with an object at their end")
  }

  @Test(arguments: [
    ("{'a': 1}\n", "the way Python prints a dictionary"),
    ("{\"a\":1},\n{\"a\":2}\n", "the elements of a JSON array"),
    ("\u{1e}{\"a\":1}\n", "a JSON text sequence"),
    ("time,level,msg\n1,info,hello\n", "a table with commas"),
  ])
  func `other ways to write objects down`(text: String, what: String) {
    #expect(look(text) == what)
  }

  @Test(arguments: [
    "", "\n", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1", "{\"a\":\n", "{\"a", "plain text\n",
    "Traceback (most recent call last):\n  File {x}\n", "[1,2]\n", "12\n", "{a:1}\n",
    "\0\0\0\0\0\0",
    "2026-02-13T10:00:00Z stdout\n", "a, b\nc\n",
  ])
  func `what looks like nothing of these is left alone`(text: String) { #expect(look(text) == nil) }

  @Test func `the sentence says which input, what it is and what to do`() {
    let gzip: [UInt8] = [0x1f, 0x8b]
    #expect(
      UnreadableInput(gzip, lines: 57_851, of: ["a.gz"]).message
        == "none of the 57851 lines of a.gz is an event: it looks like gzip; gzip -dc unpacks it")
    #expect(
      UnreadableInput(gzip, lines: 1, of: ["-"]).message
        == "the one line of standard input is no event: it looks like gzip; gzip -dc unpacks it")
    #expect(
      UnreadableInput(Array("oh \u{1b}[2J\nx".utf8), of: ["a", "b"]).message
        == "no line of a, b is an event: an event is one JSON object on a line of its own, and the "
        + "first begins with oh \\x1b[2J")
  }
}
