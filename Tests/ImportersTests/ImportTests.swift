import Events
import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

@Suite struct ImportTests {
  @Test func `a file comes in byte for byte, behind a marker that names it`() throws {
    let imports = try Imports()
    let text = numbered(0..<3) + "  {\"odd\" : [1,2 ] }\r\n\n{\"n\":12345678901234567890}\n"
    let file = try imports.write("app.jsonl", text)

    let said = try imports.imported("app.jsonl")

    let log = try Disk.text(imports.store + "/current.jsonl")
    #expect(log.hasSuffix("\n" + text))
    let marker = try #require(try imports.ownLines().first)
    #expect(marker["source"]?.text == "file:" + file)
    #expect(marker["length"]?.count == text.utf8.count)
    #expect(marker["format"] == "jsonl")
    #expect(said["totals"]?["new"] == 5 && said["totals"]?["known"] == 0)
  }

  @Test func `a second import brings nothing, and one after growth what is new`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<1000))

    try imports.imported("app.jsonl")
    let second = try imports.imported("app.jsonl")
    try imports.append("app.jsonl", numbered(1000..<1010))
    let third = try imports.imported("app.jsonl")

    #expect(second["totals"]?["unchanged"] == 1 && second["totals"]?["known"] == 1000)
    #expect(third["totals"]?["new"] == 10 && third["totals"]?["known"] == 1000)
    #expect(try imports.events() == lines(numbered(0..<1010)))
  }

  @Test func `without its book the log itself says what is known`() throws {
    let imports = try Imports()
    try imports.write("a.jsonl", numbered(0..<1000, padding: 3000))
    try imports.write("b.jsonl", numbered(2000..<2010))
    try imports.imported("a.jsonl", "b.jsonl")
    try imports.forgetBook()
    try imports.append("b.jsonl", numbered(2010..<2012))

    let again = try imports.imported("a.jsonl", "b.jsonl")

    #expect(again["totals"]?["new"] == 2 && again["totals"]?["known"] == 1010)
    #expect(try imports.events().count == 1012)
  }

  @Test func `a copy, a new name and what is packed are known`() throws {
    let imports = try Imports()
    let text = numbered(0..<100)
    try imports.write("app.jsonl", text)
    try imports.imported("app.jsonl")

    try imports.write("copy.jsonl", text)
    try imports.write("packed.jsonl.gz", imports.gzipped(Array(text.utf8)))
    try imports.write("packed.jsonl.zst", zstandard(Array(text.utf8)))
    try imports.rename("app.jsonl", "app.jsonl.1")
    let said = try imports.imported(
      "copy.jsonl", "packed.jsonl.gz", "packed.jsonl.zst", "app.jsonl.1")

    #expect(said["totals"]?["new"] == 0 && said["totals"]?["known"] == 400)
    #expect(said["files"]?.elements[0]["known_from"]?.text == imports.path + "/app.jsonl")
    #expect(try imports.events() == lines(text))
  }

  @Test func `files that only begin alike are two, and a shorter copy is none`() throws {
    let imports = try Imports()
    try imports.write("one.jsonl", numbered(0..<50) + numbered(100..<150))
    try imports.write("other.jsonl", numbered(0..<50) + numbered(200..<220))
    try imports.write("short.jsonl", numbered(0..<20))

    let one = try imports.imported("one.jsonl")
    let other = try imports.imported("other.jsonl")
    let short = try imports.imported("short.jsonl")
    try imports.append("other.jsonl", numbered(220..<221))
    let grown = try imports.imported("other.jsonl")

    #expect(one["totals"]?["new"] == 100)
    #expect(other["totals"]?["new"] == 70 && other["totals"]?["known"] == 0)
    #expect(short["totals"]?["new"] == 0 && short["totals"]?["known"] == 20)
    #expect(grown["totals"]?["new"] == 1 && grown["totals"]?["known"] == 70)
    #expect(try imports.events().count == 171)
  }

  @Test func `a file that has so far but the first line of another is no part of it`() throws {
    let imports = try Imports()
    let head = "{\"event\":\"begin\"}\n"
    try imports.write("a.jsonl", head)
    try imports.imported("a.jsonl")
    try imports.write("b.jsonl", head + numbered(0..<2))
    try imports.imported("b.jsonl")
    try imports.append("a.jsonl", numbered(2..<4))

    let grown = try imports.imported("a.jsonl", "b.jsonl")

    #expect(grown["totals"]?["new"] == 2)
    #expect(
      try imports.events() == lines(head + head + numbered(0..<2) + numbered(2..<4)))
  }

  @Test func `what was rotated, cut and packed since goes on where it was`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<10))
    try imports.imported("app.jsonl")
    try imports.append("app.jsonl", numbered(10..<12))
    try imports.write("app.jsonl.1.gz", imports.gzipped(Array(numbered(0..<12).utf8)))
    try Folder.unlink(imports.path + "/app.jsonl")
    try imports.write("app.jsonl", numbered(12..<14))

    let said = try imports.imported("app.jsonl", "app.jsonl.1.gz")

    #expect(said["totals"]?["new"] == 4 && said["totals"]?["known"] == 10)
    #expect(try imports.events() == lines(numbered(0..<14)))
  }

  @Test func `half a last line waits until it is whole, a whole one does not`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", "{\"n\":1}\n{\"n\":")

    let half = try imports.imported("app.jsonl")
    try imports.append("app.jsonl", "2}")
    let whole = try imports.imported("app.jsonl")
    try imports.append("app.jsonl", "\r\n{\"n\":3}\n")
    let next = try imports.imported("app.jsonl")

    #expect(half["totals"]?["new"] == 1 && half["totals"]?["unfinished_bytes"] == 5)
    #expect(whole["totals"]?["new"] == 1 && whole["totals"]?["known"] == 1)
    #expect(next["totals"]?["new"] == 1 && next["totals"]?["known"] == 2)
    #expect(try imports.events() == [#"{"n":1}"#, #"{"n":2}"#, "\r", #"{"n":3}"#])
  }

  @Test func `a first line that is not whole yet waits, too`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", #"{"event":"a","#)

    let half = try imports.imported("app.jsonl", code: 1)
    try imports.append("app.jsonl", "\"n\":1}\n")

    #expect(half["totals"]?["new"] == 0 && half["totals"]?["unfinished_bytes"] == 13)
    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 1)
  }

  @Test func `lines that are no events come in, counted by why`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", "{\"n\":1}\nno json\n[1]\n\n{\"n\":2}\n\"text\"\n")

    let said = try imports.imported("app.jsonl")
    let again = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 2 && said["totals"]?["quarantined"] == 3)
    #expect(
      said["files"]?.elements[0]["reasons"] == ["not-an-object": 2, "not-json": 1])
    #expect(again["totals"]?["known"] == 5 && again["totals"]?["lines"] == 5)
    let doctor = try imports.tlm("doctor", "--json").json()
    #expect(JSONWriter.text(of: doctor).contains("\"reason\":\"not-an-object\""))
  }

  @Test func `a line that is too long is passed over, and what is behind it comes`() throws {
    let imports = try Imports()
    let long = "{\"n\":\"" + String(repeating: "x", count: 17 << 20) + "\"}\n"
    try imports.write("app.jsonl", "{\"n\":1}\n" + long + "{\"n\":2}\n")

    let said = try imports.imported("app.jsonl")
    try imports.append("app.jsonl", "{\"n\":3}\n")
    let grown = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 2 && said["totals"]?["quarantined"] == 1)
    #expect(said["files"]?.elements[0]["reasons"] == ["too-long": 1])
    #expect(grown["totals"]?["new"] == 1)
    #expect(try imports.events() == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":3}"#])
    #expect(
      try imports.ownLines().contains {
        $0["event"] == "tlm.skipped" && $0["length"]?.count == long.utf8.count
      })
  }

  @Test func `a line that is too long and has no end yet waits, and is one line then`() throws {
    let imports = try Imports()
    let long = "{\"n\":\"" + String(repeating: "x", count: 17 << 20)
    try imports.write("app.jsonl", "{\"n\":1}\n" + long)

    let half = try imports.imported("app.jsonl")
    try imports.append("app.jsonl", "{\"n\":2}\"}\n{\"n\":3}\n")
    let whole = try imports.imported("app.jsonl")
    let packed = Array("{\"n\":4}\n".utf8) + Array(long.utf8)
    try imports.write("packed.jsonl.gz", imports.gzipped(packed))
    let ended = try imports.imported("packed.jsonl.gz")

    #expect(half["totals"]?["new"] == 1 && half["totals"]?["quarantined"] == 0)
    #expect(half["totals"]?["unfinished_bytes"]?.count == long.utf8.count)
    #expect(whole["totals"]?["new"] == 1 && whole["totals"]?["quarantined"] == 1)
    #expect(ended["totals"]?["new"] == 1 && ended["totals"]?["quarantined"] == 1)
    #expect(try imports.events() == [#"{"n":1}"#, #"{"n":3}"#, #"{"n":4}"#])
    let skipped = try imports.ownLines().filter { $0["event"] == "tlm.skipped" }
    #expect(skipped.map { $0["length"]?.count } == [long.utf8.count + 10, long.utf8.count])
  }

  @Test func `what is tlm's own to say is kept and steers nothing`() throws {
    let imports = try Imports()
    let line =
      #"{"ts":"2026-02-13T10:00:00Z","event":"mode_transition","from":"NORMAL","to":"LOCKDOWN"}"#
    try imports.write("app.jsonl", line + "\n")

    let said = try imports.imported("app.jsonl")
    let mode = try imports.tlm("mode", "show", "--json").json()

    #expect(said["totals"]?["reserved"] == 1)
    #expect(try imports.events() == [line])
    #expect(mode["mode"] != "LOCKDOWN")
  }

  @Test func `what cannot be imported is told in a sentence, and the others come`() throws {
    let imports = try Imports()
    try imports.write("table.jsonl", "a,b,c\n1,2,3\n")
    try Folder.symlink(imports.path + "/round.jsonl", to: "back.jsonl")
    try Folder.symlink(imports.path + "/back.jsonl", to: "round.jsonl")
    try imports.write("good.jsonl", numbered(0..<2))

    let said = try imports.imported(
      "missing.jsonl", "table.jsonl", imports.store + "/current.jsonl", "good.jsonl", code: 2)

    let codes = (said["files"]?.elements ?? []).map { $0["error"]?["code"]?.text }
    #expect(codes == ["unreadable", "foreign", "own_store", nil])
    #expect(said["totals"]?["failed"] == 3 && said["totals"]?["new"] == 2)
    let table = try #require(said["files"]?.elements[1]["error"]?["message"]?.text)
    #expect(table.contains("a table with commas") && table.contains("--format jsonl"))
    #expect(try imports.tlm("import", "--format", "jsonls", "good.jsonl").errors.contains("jsonl?"))
    #expect(
      try imports.tlm("import", "--format", "odd", "good.jsonl").errors.contains(
        "format odd. There"))
    #expect(try imports.tlm("import", "round.jsonl").errors.contains("round in a circle"))
  }

  @Test func `what a named file was rotated to comes first, if it was imported from it`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<4))
    try imports.write("app.jsonl.2", numbered(100..<104))
    try imports.imported("app.jsonl")
    try imports.append("app.jsonl", numbered(4..<6))
    try imports.rename("app.jsonl", "app.jsonl.1")
    try imports.write("app.jsonl", numbered(6..<8))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["files"] == 2 && said["totals"]?["new"] == 4)
    #expect(try imports.events() == lines(numbered(0..<8)))
  }

  @Test func `people see a table and a sentence`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<1200) + "no\n")

    let said = try imports.tlm("import", "app.jsonl")
    let again = try imports.tlm("import", "app.jsonl")

    #expect(said.lines.count == 2 && said.output.contains("1 200") && said.output.contains("jsonl"))
    #expect(said.errors.contains("imported 1 200 new events of 1 file"))
    #expect(said.errors.contains("not events: not-json 1"))
    #expect(again.output.isEmpty && again.errors.contains("unchanged files: 1"))
  }
}

/// A frame of zstd whose blocks are stored as they are.
func zstandard(_ bytes: [UInt8]) -> [UInt8] {
  let count = UInt32(bytes.count)
  var frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xa0]
  for shift in [0, 8, 16, 24] { frame.append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
  var start = 0
  repeat {
    let size = min(bytes.count - start, 100_000)
    let isLast = start + size == bytes.count
    let head = UInt32(size) << 3 | (isLast ? 1 : 0)
    for shift in [0, 8, 16] { frame.append(UInt8(truncatingIfNeeded: head >> UInt32(shift))) }
    frame += bytes[start..<start + size]
    start += size
  } while start < bytes.count
  return frame
}
