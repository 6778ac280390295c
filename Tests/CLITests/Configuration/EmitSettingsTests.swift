import TLM
import TestSupport
import Testing

/// What is set, as `tlm emit` does it.
@Suite struct EmitSettingsTests {
  private func emitted(
    _ settings: String, _ arguments: [String], input: String = "",
    _ environment: [String: String] = [:]
  ) throws -> [Value] {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", settings)
    let result = try Command.run(
      Sandbox.binary, ["emit", "--strict"] + arguments, input: Array(input.utf8),
      environment: sandbox.variables(environment), in: sandbox.path)
    try #require(result.code == 0, "\(result.errors)")
    return try sandbox.events().filter { $0.hasPrefix("{") }.map { try json($0) }
  }

  @Test func `switched off, or below the level, nothing is written`() throws {
    #expect(try emitted("enabled: false", ["x"]).isEmpty)
    #expect(try emitted("", ["x"], ["TLM_DISABLED": "1"]).isEmpty)
    #expect(try emitted("level: warning", ["x", "level=info"]).isEmpty)
    #expect(try emitted("level: warning", ["x", "level=warn"]).count == 1)
    #expect(try emitted("level: warning", ["x"]).count == 1)
    #expect(try emitted("sampling: {x: {rate: 0}}", ["x"]).isEmpty)
    #expect(try emitted("sampling: {x: {rate: 0}}", ["y"]).count == 1)
  }

  @Test func `lines of input are held to the level and the share, too`() throws {
    let input = """
      {"event":"a","level":"debug"}
      {"event":"b","level":"WARN"}
      {"event":"none"}
      {"event":"half","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}
      {"event":"half","trace_id":"4bf92f3577b34da60000000000000001"}
      {"event":"half","trace_id":"4bf92f3577b34da60000000000000001","sample_rate":0.1}
      {"event":"two","n":1}
      {"event":"two","n":2}
      {"event":"two","n":3}
      no event at all

      """
    let settings = "level: info\nsampling: {none: {rate: 0}, half: {rate: 0.5}, two: {first: 0}}"

    let events = try emitted(settings, ["-"], input: input)

    #expect(events.map { $0["event"] } == ["b", "half", "half"])
    #expect(events.map { $0["sample_rate"] } == [nil, 0.5, 0.1])
    #expect(try emitted("", ["-"], input: input).count == 9)
    #expect(try emitted("sampling: {'*': {rate: 0.5}}", ["-"], input: "{}\n{\"a\":1}\n").count <= 2)
  }

  @Test func `secrets do not reach the log, by arguments or by lines`() throws {
    let secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
    let settings = """
      redaction:
        mail: true
        patterns: {badge: 'B-\\d{6}'}
        fields: {user: hash, note: drop, name: keep 2}
      """
    let fields = [
      "x", "a=token \(secret)", "badge=my B-123456", "user=bob", "note=gone", "name=Annabel",
      "mail=ann@example.org", "id=123e4567-e89b-12d3-a456-426614174000",
    ]
    let event = try #require(try emitted(settings, fields).first)
    let lines = try emitted(
      settings, ["-"], input: "{\"a\":\"\(secret)\",\"user\":\"bob\"}\n\(secret)\n")

    #expect(event["a"]?.text?.contains(secret) == false)
    #expect(event["badge"] == "my [redacted:badge]")
    #expect(event["user"] != "bob" && event["user"] == lines[0]["user"] || event["user"] != nil)
    #expect(event["note"] == nil && event["name"]?.text?.hasPrefix("An") == true)
    #expect(event["mail"]?.text?.contains("ann@") == false)
    #expect(event["id"] == "123e4567-e89b-12d3-a456-426614174000")
    #expect(lines[0]["a"]?.text?.contains(secret) == false)
  }

  @Test func `a mistake in what is set loses no event, and is told when strict`() throws {
    let sandbox = try Sandbox()
    for settings in [
      "redaction: {patterns: {x: '('}}", "redaction: {fields: {x: kept}}", "sampling: {x: 3}",
      "sampling: {x: {rate: 2}}", "level: loud", "a: [",
    ] {
      _ = try sandbox.file(".tlm/config.yaml", settings)
      let silent = try sandbox.tlm("emit", "x")
      let strict = try sandbox.tlm("emit", "x", "--strict")
      #expect(silent.code == 0 && silent.errors.isEmpty, "\(settings)")
      #expect(
        strict.code == 2 && strict.errors.contains("config.yaml:"), "\(settings): \(strict.errors)"
      )
    }
    #expect(try sandbox.events().count == 6)
  }
}
