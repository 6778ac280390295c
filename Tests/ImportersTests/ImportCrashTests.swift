import Events
import Glibc
import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

/// Each line is in the log once, whatever happens in between.
@Suite struct ImportCrashTests {
  /// Bytes of the log, markers included.
  private func size(of imports: Imports) throws -> Int {
    try FileStatus.of(imports.store + "/log/00000000000000000000.jsonl").map { Int($0.size) } ?? 0
  }

  @Test func `imports that are killed are finished by the next, each line once`() throws {
    let imports = try Imports()
    let text = numbered(0..<40_000, padding: 400)
    try imports.write("app.jsonl", text)
    var random = Seeded(12)
    var killed = 0

    for _ in 0..<25 {
      let run = try imports.start("import", "app.jsonl")
      // At once, or when some more came in: then it writes on, or keeps its book.
      let goal = try size(of: imports) + Int(random.next() % 3) * 600_000
      try repeated { try size(of: imports) >= min(goal, text.utf8.count) }
      run.signal(SIGKILL)
      if try run.finish().code == 128 + SIGKILL { killed += 1 }
      if random.next() % 3 == 0 { try imports.forgetBook() }
    }
    let last = try imports.imported("app.jsonl")

    #expect(killed > 3)
    #expect(try imports.events() == lines(text))
    #expect(last["totals"]?["lines"] == 40_000)
  }

  @Test func `one that was renamed after its import was killed goes on under the new name`() throws
  {
    let imports = try Imports()
    let text = numbered(0..<40_000, padding: 400)
    try imports.write("app.jsonl", text)
    let run = try imports.start("import", "app.jsonl")
    try repeated { try size(of: imports) > 0 }
    run.signal(SIGKILL)
    _ = try run.finish()
    try imports.rename("app.jsonl", "app.jsonl.1")
    try imports.write("app.jsonl", numbered(40_000..<40_010))

    try imports.imported("app.jsonl.1", "app.jsonl")

    #expect(try imports.events() == lines(text + numbered(40_000..<40_010)))
  }

  @Test func `a log that was cut anywhere in what was imported gets the rest, and no more`() throws
  {
    var random = Seeded(7)
    for dialect in ["app.jsonl", "subagents/agent-1.jsonl"] {
      let imports = try Imports()
      let name = "session/" + dialect
      let text = (0..<300).map { #"{"type":"user","uuid":"\#($0)","n":\#($0)}"# + "\n" }.joined()
      try imports.write(name, text)
      try imports.imported(name)
      let log = imports.store + "/log/00000000000000000000.jsonl"
      let all = try Disk.bytes(log)
      let events = try imports.events()
      #expect(events.count == 300)

      for _ in 0..<12 {
        try imports.forgetBook()
        try Disk.write(log, Array(all[..<Int(random.next() % UInt64(all.count))]))
        try imports.imported(name)
        #expect(try imports.events() == events)
        try imports.append(name, "")
      }
    }
  }

  @Test func `a line that is too long is told behind what an import that died left`() throws {
    let imports = try Imports()
    let long = String(repeating: "x", count: 17 << 20) + "\n"
    try imports.write("app.jsonl", numbered(0..<100) + long + numbered(100..<110))
    try imports.imported("app.jsonl")
    let log = imports.store + "/log/00000000000000000000.jsonl"
    let all = try Disk.bytes(log)
    let skipped = try #require(
      (try Disk.text(log)).split(separator: "\n").first { $0.contains("tlm.skipped") })
    let place = try #require(all.firstRange(of: Array(skipped.utf8)))
    // The import died before the long line; then a line was damaged, or the file was written anew.
    let lines = String(decoding: all[..<place.lowerBound], as: UTF8.self)
    for (damaged, count) in [(true, 100), (false, 60)] {
      try imports.forgetBook()
      let rest = damaged ? lines.replacing("\"n\":99,", with: "\"n\"x99,") : lines
      try Disk.write(log, Array(rest.utf8))
      try imports.write("app.jsonl", numbered(0..<count) + long + numbered(100..<110))

      let said = try imports.imported("app.jsonl")
      try imports.forgetBook()
      let again = try imports.imported("app.jsonl")

      #expect(said["totals"]?["new"] == 10 && said["totals"]?["quarantined"] == 1)
      let known = again["totals"]?["known"]?.count
      #expect(known == count + 11 && again["totals"]?["new"] == 0)
      let places = try imports.ownLines().filter { $0["event"] == "tlm.drained" }
        .map { [$0["begin"]?.text, $0["reach"]?.text] }
      #expect(places.allSatisfy { $0[0] != $0[1] })
    }
  }

  @Test func `what tlm says behind an import that died is not taken for a part of it`() throws {
    var random = Seeded(21)
    for _ in 0..<4 {
      let imports = try Imports()
      try imports.write("app.jsonl", numbered(0..<300))
      try imports.imported("app.jsonl")
      let log = imports.store + "/log/00000000000000000000.jsonl"
      let all = try Disk.bytes(log)
      let start = try #require(all.firstIndex(of: 10).map { $0 + 1 })
      var cut = start + 1 + Int(random.next() % UInt64(all.count - start - 2))
      // It died in the middle of a line.
      if all[cut - 1] == 10 { cut += 1 }
      try Disk.write(log, Array(all[..<cut]))
      try imports.forgetBook()

      #expect(try imports.tlm("mode", "set", "ALERT", "--reason", "test").code == 0)

      #expect(try imports.tlm("mode", "show", "--json").json()["mode"] == "ALERT")
      try imports.imported("app.jsonl")
      #expect(try imports.events().filter { $0.contains("tick") } == lines(numbered(0..<300)))
    }
  }

  @Test func `a book that was cut or changed anywhere costs time and no line`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<100))
    try imports.imported("app.jsonl")
    let book = imports.store + "/log/IMPORTS"
    let whole = try Disk.bytes(book)
    var random = Seeded(3)

    for number in 0..<24 {
      var bytes = whole
      let place = Int(random.next() % UInt64(whole.count))
      if number.isMultiple(of: 2) {
        bytes[place] ^= 1 << UInt8(random.next() % 8)
      } else {
        bytes = Array(bytes[..<place])
      }
      try Disk.write(book, bytes)
      let said = try imports.imported("app.jsonl")
      #expect(said["totals"]?["new"] == 0 && said["totals"]?["known"] == 100)
    }
    #expect(try Folder.names(in: imports.store + "/log").allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test func `two imports at once bring each line once`() throws {
    let imports = try Imports()
    let text = numbered(0..<20_000, padding: 300)
    try imports.write("app.jsonl", text)

    let runs = try (0..<3).map { _ in try imports.start("import", "app.jsonl", "--json") }
    let ends = try runs.map { try $0.finish() }

    #expect(ends.allSatisfy { $0.code == 0 })
    let new = try ends.compactMap { try $0.json()["totals"]?["new"]?.count }
    #expect(new.reduce(0, +) == 20_000)
    #expect(try imports.events() == lines(text))
  }

  @Test func `a line that was damaged in the log later does not bring its neighbours again`() throws
  {
    let imports = try Imports()
    let text = numbered(0..<10)
    try imports.write("app.jsonl", text)
    try imports.imported("app.jsonl")
    let log = imports.store + "/log/00000000000000000000.jsonl"
    var bytes = try Disk.bytes(log)
    bytes[bytes.count - 5] = UInt8(ascii: "#")
    try Disk.write(log, bytes)
    try imports.forgetBook()
    try imports.append("app.jsonl", numbered(10..<11))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 1 && said["totals"]?["known"] == 10)
    #expect(try imports.events().count == 11)
  }

  @Test func `a content that differs from a known one in a line of the same length comes whole`()
    throws
  {
    let imports = try Imports()
    try imports.write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")
    try imports.write("last.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":4}\n")
    try imports.write("middle.jsonl", "{\"n\":1}\n{\"n\":5}\n{\"n\":3}\n")

    for name in ["a.jsonl", "last.jsonl", "middle.jsonl"] { try imports.imported(name) }

    #expect(Set(try imports.events()) == Set((1...5).map { "{\"n\":\($0)}" }))
  }

  @Test func `a file that was written anew with a line of the same length brings it`() throws {
    let imports = try Imports()
    try imports.write("c.jsonl", "{\"n\":1}\n{\"n\":2}\n")
    try imports.imported("c.jsonl")
    try imports.write("c.jsonl", "{\"n\":1}\n{\"n\":5}\n")

    try imports.imported("c.jsonl")

    #expect(Set(try imports.events()) == Set([1, 2, 5].map { "{\"n\":\($0)}" }))
  }
}
