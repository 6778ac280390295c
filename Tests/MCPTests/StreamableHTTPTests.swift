import MCP
import TLM
import TestSupport
import Testing

struct StreamableHTTPTests {
  private let spoken: Spoken

  init() throws { spoken = try Spoken() }

  private func post(
    _ body: String, _ headers: [String: String] = [:], method: String = "POST"
  ) -> (status: Int, body: Value?) {
    var all = [(name: "Content-Type", value: "application/json; charset=utf-8")]
    all += headers.map { (name: $0.key, value: $0.value) }
    let answer = StreamableHTTP.answer(
      .init(method: method, headers: all, body: Array(body.utf8)), spoken.access)
    return (answer.status, Value(json: answer.body))
  }

  @Test func `a conversation with a handshake needs no session`() {
    let begun = post(
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#)
    #expect(begun.status == 200)
    #expect(begun.body?["result"]?["protocolVersion"] == "2025-11-25")
    let told = post(
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      ["MCP-Protocol-Version": "2025-11-25"])
    #expect(told.status == 202)
    let tools = post(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#, ["MCP-Protocol-Version": "2025-11-25"])
    #expect(tools.status == 200)
    #expect((tools.body?["result"]?["tools"]?.elements.count ?? 0) > 15)
    let other = post(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#, ["MCP-Protocol-Version": "2031-01-01"])
    #expect(other.status == 400)
  }

  private let call = """
    {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"mode",
    "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
    "io.modelcontextprotocol/clientCapabilities":{}}}}
    """

  @Test func `a request that stands for itself must say in its headers what its body says`() {
    let headers = [
      "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "mode",
    ]
    #expect(post(call, headers).status == 200)
    #expect(post(call, headers.merging(["Mcp-Name": "=?base64?bW9kZQ==?="]) { $1 }).status == 200)
    for name in headers.keys {
      var missing = headers
      missing[name] = nil
      let answer = post(call, missing)
      #expect(answer.status == 400, "\(name)")
      #expect(answer.body?.code == -32020)
      #expect(post(call, headers.merging([name: "other"]) { $1 }).body?.code == -32020)
    }
  }

  @Test func `what is no message is refused with the status that says so`() {
    #expect(post("{", [:]).status == 400)
    #expect(post("[]").body?.code == -32600)
    #expect(post("", method: "GET").status == 405)
    #expect(post("", method: "DELETE").status == 405)
    let plain = StreamableHTTP.answer(
      .init(method: "POST", headers: [("content-type", "text/plain")], body: []), spoken.access)
    #expect(plain.status == 415)
    let unknown = post(
      #"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#, ["MCP-Protocol-Version": "2025-11-25"])
    #expect(unknown.status == 200)
    #expect(unknown.body?.code == -32601)
  }
}
