import Events
import Glibc
import SystemCalls
import TLM
import TestSupport
import Testing

/// `tlm import --follow` keeps up like `tail -F`.
@Suite struct ImportFollowTests {
  /// Waits until the log has so many events.
  private func wait(for count: Int, in imports: Imports) throws {
    try repeated(within: 30) { try imports.events().count >= count }
    #expect(try imports.events().count == count)
  }

  @Test func `growth, renaming, truncation and replacement bring each line once`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(0..<3))
    let run = try imports.start("import", imports.path + "/app.jsonl", "--follow", "--json")
    try wait(for: 3, in: imports)

    try imports.append("app.jsonl", numbered(3..<5))
    try wait(for: 5, in: imports)
    // What was written right before a file was renamed comes from the renamed one.
    try imports.append("app.jsonl", numbered(5..<6))
    try imports.rename("app.jsonl", "elsewhere")
    try imports.write("app.jsonl", numbered(6..<8))
    try wait(for: 8, in: imports)
    let file = open(imports.path + "/app.jsonl", O_WRONLY | O_TRUNC)
    close(file)
    try imports.append("app.jsonl", numbered(8..<9))
    try wait(for: 9, in: imports)
    try Folder.unlink(imports.path + "/app.jsonl")
    try imports.write("app.jsonl", numbered(9..<10))
    try wait(for: 10, in: imports)

    run.signal(SIGTERM)
    let end = try run.finish()
    #expect(end.code == 0, "\(end.errors)")
    #expect(try imports.events() == lines(numbered(0..<10)))
    let told = end.lines.compactMap { Value(json: $0)?["new"]?.count }
    #expect(told.reduce(0, +) == 10)
  }

  @Test func `a folder's new files are found, and one that is killed goes on where it was`() throws
  {
    let imports = try Imports()
    try imports.write("logs/a.jsonl", numbered(0..<2))
    let first = try imports.start("import", "logs", "--follow")
    try wait(for: 2, in: imports)
    first.signal(SIGKILL)
    _ = try first.finish()
    try imports.append("logs/a.jsonl", numbered(2..<3))
    let second = try imports.start("import", "logs", "--follow")
    try wait(for: 3, in: imports)

    try imports.write("logs/b.jsonl", numbered(10..<12))
    try wait(for: 5, in: imports)

    second.signal(SIGINT)
    #expect(try second.finish().code == 0)
    #expect(try imports.imported("logs")["totals"]?["new"] == 0)
  }

  @Test func `a folder's file under two names is followed once`() throws {
    let imports = try Imports()
    try imports.write("logs/app-a.log", numbered(0..<2))
    try Folder.symlink(imports.path + "/logs/current.log", to: "app-a.log")
    let run = try imports.start("import", "logs", "--follow")
    try wait(for: 2, in: imports)

    try imports.append("logs/app-a.log", numbered(2..<3))
    try wait(for: 3, in: imports)
    try imports.append("logs/app-a.log", numbered(3..<4))
    try wait(for: 4, in: imports)

    run.signal(SIGINT)
    #expect(try run.finish().code == 0)
    #expect(try imports.events() == lines(numbered(0..<4)))
  }

  @Test func `the store's sources are followed by watch once they are trusted`() throws {
    let imports = try Imports()
    try imports.write("logs/a.jsonl", numbered(0..<2))
    try imports.write(".tlm/config.yaml", "sources: [logs]\n")
    let untrusted = try imports.start("watch", "--no-control", "--sample", "off")
    // It goes round twice, by what it takes in meanwhile.
    for number in 1...2 {
      try imports.append(".tlm/in.jsonl", "{\"event\":\"ping\"}\n")
      try wait(for: number, in: imports)
    }
    untrusted.signal(SIGTERM)
    _ = try untrusted.finish()
    #expect(try imports.events().allSatisfy { $0.contains("ping") })

    try #require(try imports.tlm("trust").code == 0)
    let watch = try imports.start("watch", "--no-control", "--sample", "off")
    try wait(for: 4, in: imports)
    try imports.append("logs/a.jsonl", numbered(2..<4))
    try wait(for: 6, in: imports)
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
  }
}
