import MCP
import SystemCalls
import TLM
import TestSupport
import Testing

struct RecordEventTests {
  @Test func `an event is recorded as it was told, and belongs to the trace of the caller`() throws
  {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    let answer = try dispatcher.ask(
      "tools/call",
      [
        "name": "record_event",
        "arguments": ["event": "decided", "fields": ["issue_id": "BUG-7", "why": "it was red"]],
        "_meta": ["traceparent": .string(parent)],
      ])["result"]

    #expect(answer?["structuredContent"]?["recorded"] == true)
    let event = try #require(try spoken.events(named: "decided").first)
    #expect(event.event.issueID == "BUG-7")
    #expect(event.event.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(answer?["structuredContent"]?["position"] == .integer(event.position.rawValue))
    let call = try #require(try spoken.events(named: "mcp_call").first)
    #expect(event.event.text("parent_span_id") == call.event.text("span_id"))
    #expect(call.event.text("parent_span_id") == "00f067aa0ba902b7")
    #expect(call.event.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
  }

  static let refused: [(Value, String)] = [
    (["event": "mode_transition"], "only tlm gives"), (["event": "tlm.skip"], "only tlm gives"),
    (["event": "control_effect"], "only tlm gives"), (["event": ""], "event must be a text"),
    (["event": 7], "event must be a text"), ([:], "event must be a text"),
    (["event": "a", "fields": "b"], "fields must be an object"),
    (["event": "a", "fields": ["ts": "soon"]], "fields.ts must be a time"),
    (["event": "a", "feilds": [:]], "did you mean fields?"),
    (["event": .string(String(repeating: "x", count: 201))], "1 to 200 bytes"),
  ]

  @Test(arguments: refused.indices)
  func `what is no event is refused with a reason, and nothing is written`(index: Int) throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()

    let result = try dispatcher.call("record_event", Self.refused[index].0)

    #expect(result["isError"] == true)
    let text = result["content"]?.elements.first?["text"]?.words ?? ""
    #expect(text.contains(Self.refused[index].1), "\(text)")
    #expect(try Store.open(at: spoken.location).count(named: "a") == 0)
  }

  @Test func `secrets do not get into the log`() throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()
    let secret = "ghp_" + String(repeating: "a1B2", count: 9)

    _ = try dispatcher.call("record_event", ["event": "told", "fields": ["note": .string(secret)]])

    let line = try #require(try spoken.events(named: "told").first).line
    #expect(!String(decoding: line, as: UTF8.self).contains(secret))
  }

  @Test func `each call is a span that says how it went, and nothing of what was asked`() throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()

    _ = try dispatcher.call("trace", ["id": "BUG-1"])
    _ = try dispatcher.call("trace", ["id": "hidden-word"])
    _ = try dispatcher.ask("resources/read", ["uri": "tlm://mode"])

    let calls = try spoken.events(named: "mcp_call")
    #expect(calls.map { $0.event.text("mcp_tool") } == ["trace", "trace", nil])
    #expect(calls.map { $0.event.text("result") } == ["success", "failure", "success"])
    #expect(calls.allSatisfy { $0.event.duration != nil })
    #expect(calls.allSatisfy { !String(decoding: $0.line, as: UTF8.self).contains("hidden-word") })
  }
}

extension Store {
  fileprivate func count(named name: String) throws -> Int {
    var query = Query()
    query.filter.names = [name]
    return try events(matching: query).count
  }
}

extension Event {
  /// The text of a field.
  fileprivate func text(_ name: String) -> String? { value(named: name)?.words }
}
