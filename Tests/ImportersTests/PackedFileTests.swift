import Events
import TLM
import TestSupport
import Testing

/// Files that are packed, and damaged ones among them.
@Suite struct PackedFileTests {
  private let text = numbered(0..<30_000, padding: 50)

  @Test func `several members and frames in one file are one content`() throws {
    let imports = try Imports()
    let parts = [numbered(0..<10), numbered(10..<20)].map { Array($0.utf8) }
    try imports.write(
      "a.jsonl.gz", imports.gzipped(parts[0]) + imports.gzipped(parts[1]) + [0, 0, 0])
    try imports.write("b.jsonl.zst", zstandard(parts[0]) + zstandard(parts[1]))

    let said = try imports.imported("a.jsonl.gz", "b.jsonl.zst")

    #expect(said["totals"]?["new"] == 20 && said["totals"]?["known"] == 20)
    #expect(try imports.events() == lines(numbered(0..<20)))
  }

  @Test func `of one that was cut off the lines before come, and the rest when it is whole`() throws
  {
    let whole = Array(text.utf8)
    for (name, packed) in [
      ("a.jsonl.gz", try Imports().gzipped(whole)), ("a.jsonl.zst", zstandard(whole)),
    ] {
      let imports = try Imports()
      try imports.write(name, Array(packed[..<(packed.count / 2)]))

      let half = try imports.imported(name, code: 2)
      try imports.write(name, packed)
      let full = try imports.imported(name)

      let error = try #require(half["files"]?.elements[0]["error"])
      #expect(error["code"] == "damaged")
      #expect(error["message"]?.text?.contains("ends in the middle") == true)
      let (first, second) = (half["totals"]?["new"]?.count ?? 0, full["totals"]?["new"]?.count ?? 0)
      #expect(first > 5000 && first + second == 30_000)
      #expect(try imports.events() == lines(text))
    }
  }

  @Test func `of a short one whose end is damaged the lines before come, too`() throws {
    let imports = try Imports()
    let packed = try imports.gzipped(Array(numbered(0..<20).utf8))
    try imports.write("a.jsonl.gz", packed + Array("garbage".utf8))

    let said = try imports.imported("a.jsonl.gz", code: 2)

    #expect(said["files"]?.elements[0]["error"]?["code"] == "damaged")
    #expect(try imports.events() == lines(numbered(0..<20)))
  }

  @Test func `damaged bytes end it with a sentence`() throws {
    let imports = try Imports()
    var packed = try imports.gzipped(Array(text.utf8))
    for index in packed.count / 2..<packed.count / 2 + 64 { packed[index] ^= 0x55 }
    try imports.write("a.jsonl.gz", packed)

    let said = try imports.imported("a.jsonl.gz", code: 2)

    #expect(said["files"]?.elements[0]["error"]?["code"] == "damaged")
    #expect(try imports.events().isEmpty == false)
  }

  @Test func `a bomb is left where it shows`() throws {
    let imports = try Imports()
    let line = Array(("{\"a\":1}" + String(repeating: " ", count: 1 << 20) + "\n").utf8)
    let piece = try imports.gzipped(line)
    var packed: [UInt8] = []
    for _ in 0..<120 { packed += piece }
    try imports.write("a.jsonl.gz", packed)

    let said = try imports.imported("a.jsonl.gz", code: 2)

    let error = try #require(said["files"]?.elements[0]["error"])
    #expect(error["code"] == "bomb" && error["message"]?.text?.contains("200 times") == true)
    #expect(said["totals"]?["new"]?.count ?? 0 <= 70)
  }
}
