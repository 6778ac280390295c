import Events
import TLM
import TestSupport
import Testing

/// Files of a folder are read ahead by threads, and the log is the same as if each were imported alone.
@Suite struct ReadAheadTests {
  private static let secret = "ghp_" + "a1B2c3D4e5" + "F6g7H8i9J0" + "k1L2m3N4o5"

  /// A session as Claude Code keeps it; every ninth line has a secret.
  private static func session(_ number: Int, lines: Int) -> String {
    (0..<lines).map { line in
      let text = line % 9 == 8 ? "use \(secret) here" : String(repeating: "plain words ", count: 60)
      return """
        {"type":"user","uuid":"\(number)-\(line)","sessionId":"s\(number)",\
        "timestamp":"2026-02-13T10:00:00Z","message":{"role":"user","content":"\(text)"}}

        """
    }.joined()
  }

  /// Whole ones, copies, such as begin as others do, torn, packed and overlong ones.
  private static func files(_ imports: Imports) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(String, String)] = (0..<6).map { ("0\($0).jsonl", session($0, lines: 400)) }
    files.append(("06.jsonl", session(2, lines: 400)))
    files.append(("07.jsonl", session(3, lines: 300) + session(7, lines: 300)))
    files.append(("08.jsonl", session(8, lines: 300) + #"{"type":"user","uuid":"#))
    let text = String(repeating: "x", count: 17 << 20)
    let overlong = #"{"type":"user","uuid":"long","text":""# + text
    files.append(("09.jsonl", session(9, lines: 200) + overlong + "\"}\n" + session(10, lines: 5)))
    files.append(("10.jsonl", session(11, lines: 2)))
    let strange = "no line of JSON\n"
    files.append(("11.jsonl", session(12, lines: 200) + strange + session(14, lines: 9)))
    let packed = try imports.gzipped(Array(session(13, lines: 300).utf8))
    return files.map { ($0.0, Array($0.1.utf8)) } + [("12.jsonl.gz", packed)]
  }

  @Test func `files of a folder come in as each does alone`() throws {
    let (together, single) = (try Imports(), try Imports())
    let files = try Self.files(together)
    for imports in [together, single] {
      for file in files { try imports.write("logs/" + file.name, file.bytes) }
    }

    let all = try together.imported("logs")
    let paths = try #require(all["files"]).elements.compactMap { $0["path"]?.text }
    #expect(paths.count == files.count)
    for path in paths {
      let name = String(path.split(separator: "/").last ?? "")
      let alone = try single.imported("logs/" + name)
      let whole = all["files"]?.elements.first { $0["path"]?.text == path }
      for key in ["new", "known", "quarantined", "redacted", "unfinished_bytes", "format"] {
        #expect(whole?[key] == alone["files"]?.elements.first?[key], "\(name): \(key)")
      }
    }

    let events = try together.events()
    #expect(try events == single.events())
    #expect(!events.contains { $0.contains(Self.secret) })
    #expect(events.count { $0.contains("[redacted:github]") } > 200)
    #expect(try together.imported("logs")["totals"]?["new"] == 0)
  }
}
