import MCP
import TLM
import TestSupport
import Testing

struct DispatcherTests {
  @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
  func `a client that begins with a handshake gets the version that it asks for`(
    version: String
  ) throws {
    var dispatcher = try Spoken().begun(version)

    let tools = try dispatcher.ask("tools/list")["result"]

    #expect(tools?["resultType"] == nil)
    #expect((tools?["tools"]?.elements.count ?? 0) > 15)
    #expect(try dispatcher.ask("ping")["result"] == [:])
  }

  @Test func `a version that nobody knows is answered with the newest`() throws {
    var dispatcher = try Spoken().dispatcher()
    let answer = try dispatcher.ask("initialize", ["protocolVersion": "2031-01-01"])
    #expect(answer["result"]?["protocolVersion"] == "2025-11-25")
    #expect(answer["result"]?["serverInfo"]?["name"] == "tlm")
  }

  @Test func `a request that stands for itself needs no handshake, and is answered likewise`()
    throws
  {
    var dispatcher = try Spoken().dispatcher()

    let found = try dispatcher.ask("server/discover", ["_meta": stateless])["result"]
    let tools = try dispatcher.ask("tools/list", ["_meta": stateless])["result"]
    let mode = try dispatcher.ask(
      "tools/call", ["_meta": stateless, "name": "mode"])["result"]
    let read = try dispatcher.ask(
      "resources/read", ["_meta": stateless, "uri": "tlm://mode"])["result"]

    #expect(found?["supportedVersions"] == ["2026-07-28"])
    for result in [found, tools, mode, read] {
      #expect(result?["resultType"] == "complete")
      let server = result?["_meta"]?["io.modelcontextprotocol/serverInfo"]
      #expect(server?["name"] == "tlm")
    }
    #expect(tools?["cacheScope"] == "public")
    #expect(read?["cacheScope"] == "private")
    #expect(read?["ttlMs"] == 0)
    #expect(mode?["isError"] == false)
    #expect(try dispatcher.ask("ping", ["_meta": stateless]).code == -32601)
  }

  @Test func `what a request must say of itself is asked for`() throws {
    var dispatcher = try Spoken().dispatcher()
    let version = "io.modelcontextprotocol/protocolVersion"
    let other = try dispatcher.ask("tools/list", ["_meta": [version: "2030-01-01"]])

    #expect(other.code == -32022)
    #expect(other["error"]?["data"]?["requested"] == "2030-01-01")
    #expect(other["error"]?["data"]?["supported"]?.elements.first == "2026-07-28")
    #expect(try dispatcher.ask("tools/list", ["_meta": [version: "2026-07-28"]]).code == -32602)
    #expect(try dispatcher.ask("tools/list", ["_meta": [version: 7]]).code == -32602)
    #expect(try dispatcher.ask("tools/list").code == -32602)
    #expect(try dispatcher.ask("server/discover").code == -32601)
  }

  @Test func `every tool says what it takes and what comes of it, and only one writes`() throws {
    var dispatcher = try Spoken().begun()
    let tools = try dispatcher.ask("tools/list")["result"]?["tools"]?.elements ?? []

    for tool in tools {
      let isWriting = tool["name"] == "record_event"
      #expect(tool["inputSchema"]?["type"] == "object")
      #expect(tool["outputSchema"]?["type"] == "object", "\(tool["name"] ?? .null)")
      #expect(tool["annotations"]?["readOnlyHint"] == .bool(!isWriting))
      #expect(tool["annotations"]?["destructiveHint"] == false)
    }
    let names = tools.compactMap { $0["name"]?.words }
    for word in ["approve", "reject", "trust", "set", "prune", "redact"] {
      #expect(!names.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test func `what a tool comes to is the same as text and as a structure`() throws {
    var dispatcher = try Spoken().begun()

    let result = try dispatcher.call("query", ["limit": 2])

    let text = result["content"]?.elements.first?["text"]?.words ?? ""
    #expect(Value(json: text) == result["structuredContent"])
    #expect(result["structuredContent"]?["count"] == 2)
    #expect(try dispatcher.call("projections")["structuredContent"]?["result"] != nil)
  }

  @Test func `what names something else has a link to it, for clients that know links`() throws {
    let spoken = try Spoken()
    var new = try spoken.begun()
    var old = try spoken.begun("2024-11-05")

    let link = try new.call("trace", ["id": "BUG-1"])["content"]?.elements.last
    #expect(link?["type"] == "resource_link")
    #expect(link?["uri"] == "tlm://traces/BUG-1")
    #expect(try old.call("trace", ["id": "BUG-1"])["content"]?.elements.count == 1)
    let read = try new.ask("resources/read", ["uri": link?["uri"] ?? .null])
    let text = read["result"]?["contents"]?.elements.first?["text"]?.words ?? ""
    #expect(Value(json: text)?["subject"]?["id"] == "BUG-1")
  }

  @Test func `what is wrong with arguments is for the model to read`() throws {
    var dispatcher = try Spoken().begun()
    let cases: [(String, Value, String)] = [
      ("summary", ["sinse": "7d"], "did you mean since?"), ("query", ["limit": 0], "limit is 0"),
      ("trace", [:], "id is missing"), ("trace", ["id": "none-such"], "notFound: there is no"),
      ("summary", [], "arguments must be an object"),
    ]
    for (tool, arguments, says) in cases {
      let result = try dispatcher.call(tool, arguments)
      #expect(result["isError"] == true)
      let text = result["content"]?.elements.first?["text"]?.words ?? ""
      #expect(text.contains(says), "\(text)")
    }
  }

  @Test func `a tool or a resource that there is not is an error of the protocol`() throws {
    var dispatcher = try Spoken().begun()
    let unknown = try dispatcher.ask("tools/call", ["name": "sumary"])
    #expect(unknown.code == -32602)
    #expect(unknown["error"]?["message"]?.words.contains("did you mean summary?") == true)
    for uri in ["tlm://nothing", "tlm://traces/", "tlm://traces/no-such", "tlm://traces/%zz", "x"] {
      let old = try dispatcher.ask("resources/read", ["uri": .string(uri)])
      let new = try dispatcher.ask(
        "resources/read", ["uri": .string(uri), "_meta": stateless])
      #expect(old.code == -32002, "\(uri)")
      #expect(new.code == -32602, "\(uri)")
    }
    #expect(try dispatcher.ask("tools/list", ["cursor": "abc"]).code == -32602)
    #expect(try dispatcher.ask("logging/setLevel", ["level": "debug"]).code == -32601)
    #expect(try dispatcher.ask("prompts/list").code == -32601)
  }

  @Test func `every resource can be read`() throws {
    var dispatcher = try Spoken().begun()
    for resource in try dispatcher.ask("resources/list")["result"]?["resources"]?.elements ?? [] {
      let read = try dispatcher.ask("resources/read", ["uri": resource["uri"] ?? .null])
      #expect(read["result"]?["contents"]?.elements.count == 1, "\(resource)")
    }
    let uris = ["tlm://runs/run-1", "tlm://projections/event-counts", "tlm://traces/BUG%2D1"]
    for uri in uris where uri != "tlm://runs/run-1" {
      let read = try dispatcher.ask("resources/read", ["uri": .string(uri)])
      #expect(read["result"]?["contents"]?.elements.count == 1, "\(read)")
    }
  }
}
