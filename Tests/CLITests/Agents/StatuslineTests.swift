import TLM
import TestSupport
import Testing

/// `tlm statusline` and `tlm claude env`.
@Suite struct StatuslineTests {
  private func document(cost: Double, after time: Int, session: String = "s1") -> String {
    """
    {"session_id":"\(session)","model":{"id":"m","display_name":"Opus"},
     "cost":{"total_cost_usd":\(cost),"total_duration_ms":\(time)}}
    """
  }

  @Test func `a line is printed each time, and what is new is kept once`() throws {
    let sandbox = try Sandbox()
    for (cost, time) in [(0.5, 1000), (0.5, 2000), (0.5, 3000), (0.75, 4000), (0.75, 5000)] {
      let result = try sandbox.tlm("statusline", input: document(cost: cost, after: time))
      #expect(result.code == 0 && result.errors.isEmpty)
      #expect(result.output == "Opus · $\(cost == 0.5 ? "0.50" : "0.75") · \(time / 1000)s\n")
    }
    _ = try sandbox.tlm("statusline", input: document(cost: 0.75, after: 1, session: "../a b"))

    let events = try sandbox.events().map(json)
    #expect(events.map { $0["session_cost_usd"] } == [0.5, 0.75, 0.75])
    #expect(events.map { $0["session_id"] } == ["s1", "s1", "../a b"])
    #expect(events.allSatisfy { $0["event"] == "context_snapshot" })
  }

  @Test(arguments: HookStore.allCases)
  func `whatever the store is like, the line is there`(store: HookStore) throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = sandbox.path + "/.tlm"
    try #require(sandbox.tlm("emit", "first", "--store", path).code == 0)
    let holder = try store.spoil(path, in: sandbox)
    defer { holder?.signal(9) }
    let command = store.limits + [Sandbox.binary, "statusline", "--store", path]

    let result = try Command.run(
      command[0], Array(command.dropFirst()), input: Array(document(cost: 1, after: 0).utf8),
      environment: sandbox.variables([:]), in: sandbox.path)

    #expect(result.code == 0 && result.errors.isEmpty && result.output == "Opus · $1.00 · 0s\n")
    if store == .readOnly { _ = try sandbox.shell("chmod -R u+w \(path)") }
  }

  @Test(arguments: ["", "no json", "{}", "[]", "{\"model\":3}"])
  func `what says nothing prints nothing`(document: String) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("statusline", input: document)

    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.trimmingPrefix("\n").isEmpty)
    #expect(try sandbox.events().isEmpty)
  }

  @Test func `the variables of the agent's telemetry are those that a shell takes over`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let shell = try sandbox.shell("eval \"$(tlm claude env)\"; echo $OTEL_EXPORTER_OTLP_ENDPOINT")
    let object = try json(try sandbox.tlm("claude", "env", "--json").output)

    #expect(shell.output == "http://127.0.0.1:4318\n")
    #expect(object["CLAUDE_CODE_ENABLE_TELEMETRY"] == "1")
    #expect(object["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf")
  }
}
