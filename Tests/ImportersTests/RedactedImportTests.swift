import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

/// A line that was redacted does not come in again, whatever its file is called by now and however it
/// has grown.
@Suite struct RedactedImportTests {
  private static let secret = "hunter2-and-more"

  /// Lines of which every fifth has the secret, the last one too.
  private func text(_ numbers: Range<Int>) -> String {
    numbers.map { number in
      let text = number % 5 == 4 ? Self.secret : "nothing"
      return
        "{\"ts\":\(1_770_000_000 + number),\"event\":\"note\",\"n\":\(number),\"text\":\"\(text)\"}\n"
    }.joined()
  }

  private func redact(_ imports: Imports) throws {
    let result = try imports.tlm(
      "redact", "--where", "text contains \"\(Self.secret)\"", "--reason", "a password", "--json")
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(try !Self.isThere(imports))
  }

  private static func isThere(_ imports: Imports) throws -> Bool {
    try EventLog.open(imports.store).lines().contains { $0.contains(secret) }
  }

  private func lines(_ imports: Imports) throws -> Int { try imports.events().count }

  @Test func `a file that is imported again brings nothing, and what it grew by`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", text(0..<40))
    try imports.imported("app.jsonl")

    try redact(imports)

    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 0)
    try Folder.unlink(imports.store + "/log/IMPORTS")
    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 0)
    try imports.append("app.jsonl", text(40..<44))
    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 4)
    #expect(try !Self.isThere(imports))
    #expect(try lines(imports) == 44)
  }

  @Test func `one that was renamed, packed or copied brings nothing either`() throws {
    let imports = try Imports()
    let bytes = Array(text(0..<40).utf8)
    try imports.write("app.jsonl", bytes)
    try imports.imported("app.jsonl")

    try redact(imports)

    try imports.rename("app.jsonl", "app.jsonl.1")
    #expect(try imports.imported("app.jsonl.1")["totals"]?["new"] == 0)
    try imports.write("app.jsonl.2.gz", try imports.gzipped(bytes))
    #expect(try imports.imported("app.jsonl.2.gz")["totals"]?["new"] == 0)
    try imports.write("copy.jsonl", bytes)
    #expect(try imports.imported("copy.jsonl")["totals"]?["new"] == 0)
    #expect(try !Self.isThere(imports))
    #expect(try lines(imports) == 40)
  }

  @Test func `a part that a dead import left is gone on from behind what was redacted`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", text(0..<40))
    try imports.imported("app.jsonl")
    // Whoever imported it died in mid-write: a part of it is in the log.
    let log = try EventLog.open(imports.store)
    let path = log.layout.segment(.start)
    let bytes = try Disk.bytes(path)
    let whole = try #require(bytes.dropLast(bytes.count / 2).lastIndex(of: 10))
    try Disk.write(path, Array(bytes[...whole]))
    let before = try lines(imports)
    #expect(before > 10 && before < 40)

    try redact(imports)

    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == .integer(Int64(40 - before)))
    #expect(try lines(imports) == 40)
    let all = try EventLog.open(imports.store).lines().filter { $0.contains(Self.secret) }
    // What had not come in was not redacted; what had does not come back.
    #expect(all.count == (before..<40).count { $0 % 5 == 4 })
  }

  @Test func `a file whose lines stand in many runs is known by all of them`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", text(0..<5))
    for part in 1..<8 {
      try imports.imported("app.jsonl")
      try imports.append("app.jsonl", text(part * 5..<part * 5 + 5))
    }
    try imports.imported("app.jsonl")

    try redact(imports)

    #expect(try imports.imported("app.jsonl")["totals"]?["new"] == 0)
    try Folder.unlink(imports.store + "/log/IMPORTS")
    try imports.rename("app.jsonl", "old.jsonl")
    #expect(try imports.imported("old.jsonl")["totals"]?["new"] == 0)
    #expect(try lines(imports) == 40)
  }
}
