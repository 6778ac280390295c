import Events
import Glibc
import SystemCalls
import TestSupport
import Testing

/// An import that somebody ends before it has come to its end.
@Suite struct InterruptedImportTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func `it says what came in, and is gone on with when it is run again`(signal: Int32) throws {
    let text = numbered(0..<40_000, padding: 400)
    // It may come to its end before it is stopped.
    for _ in 0..<8 {
      let imports = try Imports()
      try imports.write("app.jsonl", text)
      let run = try imports.start("import", "app.jsonl")
      let log = imports.store + "/log/00000000000000000000.jsonl"
      try repeated { try FileStatus.of(log).map { $0.size > 0 } ?? false }
      run.signal(SIGSTOP)
      run.signal(signal)
      run.signal(SIGCONT)
      let result = try run.finish()
      if result.code == 0 { continue }

      let known = try imports.events().count
      let again = try imports.imported("app.jsonl")

      #expect(result.code == 128 + signal)
      let said = try #require(
        result.errors.firstMatch(of: /^tlm: interrupted; imported (.+) new events? of 1 file\b/))
      #expect(Int(said.1.filter(\.isNumber)) == known, "\(result.errors)")
      #expect(result.errors.hasSuffix("run it again, and it goes on from there\n"))
      #expect(again["totals"]?["new"] == .integer(Int64(40_000 - known)))
      #expect(try imports.events() == lines(text))
      return
    }
    Issue.record("no import was interrupted")
  }
}
