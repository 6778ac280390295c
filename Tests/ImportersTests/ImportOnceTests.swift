import Events
import Glibc
import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

/// Each line comes in once, whatever names a file has and whatever happened to it or to the log.
@Suite struct ImportOnceTests {
  private func wait(for count: Int, in imports: Imports) throws {
    try repeated(within: 30) { try imports.events().count >= count }
    #expect(try imports.events().count == count)
  }

  /// What a marker of the log begins with, by its number.
  private func markers(in bytes: [UInt8]) -> [Int] {
    let pattern = Array("\"event\":\"tlm.drained\"".utf8)
    return bytes.indices.filter { bytes[$0...].starts(with: pattern) }
  }

  private func lineEnd(in bytes: [UInt8], from start: Int) -> Int {
    bytes[start...].firstIndex(of: 10) ?? bytes.count - 1
  }

  @Test func `a file that is named twice is followed once`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<2))
    try Folder.symlink(imports.path + "/link.jsonl", to: "app.jsonl")
    try #require(link(imports.path + "/app.jsonl", imports.path + "/hard.jsonl") == 0)
    let run = try imports.start("import", "app.jsonl", "link.jsonl", "hard.jsonl", "--follow")
    try wait(for: 2, in: imports)

    for number in 2..<6 {
      try imports.append("app.jsonl", numbered(number..<number + 1))
      try wait(for: number + 1, in: imports)
    }
    // It goes round once more.
    try imports.write("last.jsonl", numbered(9..<10))
    run.signal(SIGINT)
    #expect(try run.finish().code == 0)

    #expect(try imports.imported("link.jsonl", "app.jsonl")["totals"]?["new"] == 0)
    #expect(try imports.events() == lines(numbered(0..<6)))
  }

  @Test func `two that follow one file bring each line once`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<2))
    let runs = try (0..<2).map { _ in try imports.start("import", "app.jsonl", "--follow") }
    try wait(for: 2, in: imports)

    for number in 2..<12 {
      try imports.append("app.jsonl", numbered(number..<number + 1))
      try wait(for: number + 1, in: imports)
    }
    for run in runs { run.signal(SIGINT) }
    for run in runs { #expect(try run.finish().code == 0) }

    #expect(try imports.events() == lines(numbered(0..<12)))
  }

  @Test(arguments: ["a bit of a line", "the end of a line", "a marker", "a marker's name"])
  func `damage of a middle run brings nothing behind it again`(of what: String) throws {
    let imports = try Imports()
    for number in 0..<5 {
      let range = number * 10..<number * 10 + 10
      try imports.append("app.jsonl", numbered(range))
      try imports.imported("app.jsonl")
    }
    let log = imports.store + "/log/00000000000000000000.jsonl"
    var bytes = try Disk.bytes(log)
    let before = try imports.events().count
    let marker = markers(in: bytes)[2]
    let first = lineEnd(in: bytes, from: marker)
    let end = lineEnd(in: bytes, from: first + 900)
    switch what {
    case "a bit of a line": bytes[end - 3] ^= 1
    case "the end of a line": bytes[end] ^= 1
    case "a marker": bytes[marker + 60] ^= 1
    default: bytes[marker + 12] ^= 1
    }
    try Disk.write(log, bytes)
    try imports.forgetBook()
    try imports.append("app.jsonl", numbered(50..<53))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 3)
    let lost = what == "the end of a line" ? 1 : 0
    #expect(try imports.events().filter { $0.contains("tick") }.count == before + 3 - lost)
  }

  @Test(arguments: [1, 2, 3])
  func `damage of the last run brings at most what was damaged again`(bits: Int) throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<20))
    try imports.imported("app.jsonl")
    let log = imports.store + "/log/00000000000000000000.jsonl"
    var bytes = try Disk.bytes(log)
    for bit in 1...bits { bytes[bytes.count - bit * 300] ^= 1 }
    try Disk.write(log, bytes)
    try imports.forgetBook()
    try imports.append("app.jsonl", numbered(20..<21))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 1 && said["totals"]?["known"] == 20)
    #expect(try imports.events().count == 21)
  }

  @Test func `a copy of a file that was cut and has grown past its old end is known`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<5))
    try imports.imported("app.jsonl")
    // What came in between is in the copy alone.
    try imports.append("app.jsonl", numbered(5..<7))
    try imports.write("app.jsonl.1", try Disk.text(imports.path + "/app.jsonl"))
    let file = open(imports.path + "/app.jsonl", O_WRONLY | O_TRUNC)
    close(file)
    try imports.append("app.jsonl", numbered(7..<30))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 25)
    #expect(try imports.events() == lines(numbered(0..<30)))
  }

  @Test func `one that begins with the same line after it was cut is known, too`() throws {
    let imports = try Imports()
    let head = "{\"event\":\"begin\"}\n"
    try imports.write("app.jsonl", head + numbered(0..<5))
    try imports.imported("app.jsonl")
    try imports.write("app.jsonl.1", head + numbered(0..<7))
    let file = open(imports.path + "/app.jsonl", O_WRONLY | O_TRUNC)
    close(file)
    try imports.append("app.jsonl", head + numbered(10..<30))

    try imports.imported("app.jsonl.1")

    #expect(try imports.events() == lines(head + numbered(0..<7)))
  }

  @Test func `a followed file that was cut and has grown at once goes on from its start`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<5))
    let run = try imports.start("import", "app.jsonl", "--follow")
    try wait(for: 5, in: imports)

    try imports.write("app.jsonl", numbered(5..<30))
    try wait(for: 30, in: imports)

    run.signal(SIGINT)
    #expect(try run.finish().code == 0)
    #expect(try imports.events() == lines(numbered(0..<30)))
  }

  @Test func `two files with a common beginning that are followed apart both come whole`() throws {
    let imports = try Imports()
    let head = "{\"event\":\"begin\"}\n"
    let runs = try ["a", "b"].map { try imports.start("import", "\($0).jsonl", "--follow") }
    try imports.write("a.jsonl", head)
    try imports.write("b.jsonl", head)
    // Of two that are the same so far one is a copy.
    try wait(for: 1, in: imports)

    for number in 0..<4 {
      try imports.append("a.jsonl", numbered(number..<number + 1))
      try imports.append("b.jsonl", numbered(100 + number..<101 + number))
    }
    try wait(for: 10, in: imports)
    for run in runs { run.signal(SIGINT) }
    for run in runs { #expect(try run.finish().code == 0) }

    let events = try imports.events()
    #expect(events.filter { $0.contains("begin") }.count == 2)
    #expect(
      events.filter { !$0.contains("begin") }.sorted()
        == lines(numbered(0..<4) + numbered(100..<104)).sorted())
  }

  @Test func `a file that begins as another and goes its own way later comes whole`() throws {
    let imports = try Imports()
    try imports.write("a.jsonl", numbered(0..<5))
    try imports.write("b.jsonl", numbered(0..<3))
    let run = try imports.start("import", "a.jsonl", "b.jsonl", "--follow")
    try wait(for: 5, in: imports)
    try imports.append("b.jsonl", numbered(3..<4))
    try imports.append("a.jsonl", numbered(5..<6))
    try wait(for: 6, in: imports)

    try imports.append("b.jsonl", numbered(200..<202))
    try wait(for: 12, in: imports)
    try imports.append("b.jsonl", numbered(202..<203))
    try imports.append("a.jsonl", numbered(6..<7))
    try wait(for: 14, in: imports)

    run.signal(SIGINT)
    #expect(try run.finish().code == 0)
    #expect(try imports.imported("a.jsonl", "b.jsonl")["totals"]?["new"] == 0)
  }

  @Test func `a file and its copy that are imported at once come in once`() throws {
    let imports = try Imports()
    let text = numbered(0..<20_000, padding: 300)
    try imports.write("app.jsonl", text)
    try imports.write("copy.jsonl", text)

    let runs = try ["app", "copy"].map { try imports.start("import", "\($0).jsonl", "--json") }
    let ends = try runs.map { try $0.finish() }

    #expect(ends.allSatisfy { $0.code == 0 })
    #expect(try imports.events() == lines(text))
  }

  @Test func `a copy of what a file has grown to goes on where that was`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<5))
    try imports.imported("app.jsonl")
    try imports.append("app.jsonl", numbered(5..<8))
    try imports.write("copy.jsonl", numbered(0..<8))

    #expect(try imports.imported("copy.jsonl")["totals"]?["new"] == 3)
    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 0)
    #expect(try imports.events() == lines(numbered(0..<8)))
  }
}
