import MCP
import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct StoresTests {
  private func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  @Test func `without a store the reason is told, and the first event that is recorded makes one`()
    throws
  {
    let spoken = try Spoken(hasStore: false)
    var dispatcher = try spoken.begun()

    let result = try dispatcher.call("summary")
    #expect(result["isError"] == true)
    let text = result["content"]?.elements.first?["text"]?.words ?? ""
    #expect(text.hasPrefix("noStore: "), "\(text)")
    #expect(access(spoken.scratch.store, F_OK) != 0)

    #expect(try dispatcher.call("record_event", ["event": "first"])["isError"] == false)
    #expect(try dispatcher.call("query", ["event": "first"])["structuredContent"]?["count"] == 1)
  }

  @Test func `who makes no store records into none that was taken away`() throws {
    let spoken = try Spoken()
    let location = spoken.location
    let access = StoreAccess(at: location, makes: false) { try Store.open(at: location) }
    var dispatcher = Dispatcher(access, over: .pipe, begun: "2025-11-25")
    #expect(try dispatcher.call("record_event", ["event": "a"])["isError"] == false)

    try #require(rename(spoken.scratch.store, spoken.scratch.path + "/old") == 0)
    let result = try dispatcher.call("record_event", ["event": "b"])

    #expect(result["isError"] == true)
    #expect(result["content"]?.elements.first?["text"]?.words.hasPrefix("noStore: ") == true)
    #expect(!isThere(spoken.scratch.store))
  }

  @Test func `a damaged log is asked all the same`() throws {
    let spoken = try Spoken()
    let path = spoken.scratch.store + "/in.jsonl"
    try Disk.write(path, [0xff, 0xfe, 0x00, 10] + Array("{\"event\":\"behind\"}\n{broken\n".utf8))
    var dispatcher = try spoken.begun()

    #expect(try dispatcher.call("query", ["event": "behind"])["structuredContent"]?["count"] == 1)
    for tool in ["summary", "stats", "schema", "trends", "usage", "mode", "sensors"] {
      #expect(try dispatcher.call(tool)["isError"] == false, "\(tool)")
    }
  }

  @Test func `what is no store is told`() throws {
    let spoken = try Spoken(hasStore: false)
    try Disk.write(spoken.scratch.store, Array("a file\n".utf8))
    var dispatcher = try spoken.begun()
    for tool in ["summary", "record_event"] {
      let result = try dispatcher.call(tool, tool == "summary" ? [:] : ["event": "a"])
      #expect(result["isError"] == true, "\(tool)")
    }
  }

  @Test func `a store that is replaced meanwhile is the one that is asked`() throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()
    #expect(try dispatcher.call("query", ["count": true])["structuredContent"]?["count"] == 50)

    try #require(rename(spoken.scratch.store, spoken.scratch.path + "/old") == 0)
    let store = try Store.create(at: spoken.location)
    try store.log.append(NewEvent("new", at: .current))

    let count = try dispatcher.call("query", ["count": true, "event": "issue*"])
    #expect(count["structuredContent"]?["count"] == 0)
    #expect(try dispatcher.call("query", ["event": "new"])["structuredContent"]?["count"] == 1)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a store that cannot be written is read, and who records is told`() throws {
    let spoken = try Spoken()
    for folder in ["/log", ""] { chmod(spoken.scratch.store + folder, 0o500) }
    defer { for folder in ["", "/log"] { chmod(spoken.scratch.store + folder, 0o700) } }
    var dispatcher = try spoken.begun()

    #expect(try dispatcher.call("query", ["limit": 1])["structuredContent"]?["count"] == 1)
    #expect(try dispatcher.call("record_event", ["event": "a"])["isError"] == true)
  }

  @Test func `a thousand requests are answered one after the other`() throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()
    for number in 0..<1000 {
      let answer = try dispatcher.say(
        "{\"jsonrpc\":\"2.0\",\"id\":\(number),\"method\":\"tools/call\",\"params\":"
          + "{\"name\":\"mode\",\"arguments\":{}}}")
      try #require(answer?["id"] == .integer(Int64(number)))
      try #require(answer?["result"]?["isError"] == false)
    }
    #expect(try spoken.events(named: "mcp_call").count == 1000)
  }
}
