import TLM
import TestSupport
import Testing

/// What is sent to a receiver that is strict, and answers in every way that there is.
@Suite(.enabled(if: ExportPeers.haveClasses, ExportPeers.noClasses)) struct ExportSendingTests {
  private static let lines = """
    {"ts":"2026-02-13T10:00:00Z","event":"command_start","tool":"ll-sprint","session_id":"abc123"}
    {"ts":"2026-02-13T10:00:05Z","event":"issue_start","tool":"ll-sprint","issue_id":"BUG-042","wave":1}
    {"ts":"2026-02-13T10:01:12Z","event":"issue_phase","tool":"ll-sprint","issue_id":"BUG-042","phase":"ready","duration_s":67.2,"result":"fail"}
    {"ts":"2026-02-13T10:03:22Z","event":"issue_complete","tool":"ll-sprint","issue_id":"BUG-042","duration_s":197,"result":"success"}
    {"ts":"2026-02-13T10:03:23Z","event":"llm","tool":"my-agent","level":"warning","msg":"slow","trace_id":"4bf92f35-77b3-4da6-a3ce-929d0e0e4736","span_id":"s1","model":"claude-x","input_tokens":5,"cache_read_tokens":10,"output_tokens":7}
    {"ts":"2026-02-13T10:15:00Z","event":"command_end","tool":"ll-sprint","duration_s":900}

    """

  private func sandbox(_ lines: String = lines) throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: lines).code == 0)
    return sandbox
  }

  private func export(_ sandbox: Sandbox, to receiver: Receiver, _ more: String...) throws
    -> Command.Result
  {
    try sandbox.tlm(["export", "--endpoint", receiver.url, "--json"] + more)
  }

  @Test(arguments: ["otlp", "otlp-json"])
  func `records decode with OpenTelemetry's own classes, and say what the events say`(
    format: String
  ) throws {
    let (sandbox, receiver) = (try sandbox(), try Receiver("200"))

    let result = try export(sandbox, to: receiver, "--format", format, "--signal", "logs")

    #expect(result.code == 0, "\(result.errors)")
    let attempt = try receiver.attempts(1)[0]
    #expect(attempt.faults.isEmpty && attempt.path == "/v1/logs")
    #expect(attempt.told.count == 6)
    let call = try #require(attempt.told.first { $0["event"] == "llm" })
    #expect(call["service"] == "my-agent" && call["body"] == "slow")
    #expect(call["severity"] == 13 && call["level"] == "warning")
    #expect(call["time"] == "1770977003000000000")
    #expect(call["trace"] == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(call["span"]?.text?.utf8.count == 16)
    #expect(call["attributes"]?["gen_ai.usage.input_tokens"] == 15)
    #expect(call["attributes"]?["gen_ai.usage.output_tokens"] == 7)
    let phase = try #require(attempt.told.first { $0["event"] == "issue_phase" })
    #expect(phase["severity"] == 17 && phase["attributes"]?["error.type"] == "fail")
    #expect(phase["attributes"]?["tlm.issue.id"] == "BUG-042")
    #expect(phase["attributes"]?["tlm.duration_s"] == .double(67.2))
  }

  @Test func `spans lie in each other as tlm trace shows them, with the same ids`() throws {
    let (sandbox, receiver) = (try sandbox(), try Receiver("200"))

    let result = try export(sandbox, to: receiver, "--issue-id", "BUG-042")

    #expect(result.code == 0, "\(result.errors)")
    let attempt = try receiver.attempts(1)[0]
    #expect(attempt.faults.isEmpty && attempt.path == "/v1/traces")
    let issue = try #require(attempt.told.first { $0["name"] == "issue" })
    let phase = try #require(attempt.told.first { $0["name"] == "phase ready" })
    #expect(phase["parent"] == issue["span"] && phase["trace"] == issue["trace"])
    #expect(issue["start"] == "1770976805000000000" && issue["end"] == "1770977002000000000")
    #expect(phase["start"] == "1770976804800000000" || phase["start"] == "1770976805000000000")
    #expect(phase["status"] == 2 && issue["status"] == 0)
    let shown = try json(sandbox.tlm("trace", "BUG-042", "--json").output)
    let ids = shown["spans"]?.elements.compactMap { $0["span_id"]?.text } ?? []
    #expect(ids.contains(issue["span"]?.text ?? "?"), "\(ids)")
  }

  @Test func `two exports are the same bytes`() throws {
    let (sandbox, receiver) = (try sandbox(), try Receiver("200"))
    for _ in 1...2 {
      try #require(export(sandbox, to: receiver).code == 0)
      try #require(export(sandbox, to: receiver, "--signal", "logs").code == 0)
    }

    let attempts = try receiver.attempts(4)

    #expect(attempts[0].body == attempts[2].body && attempts[1].body == attempts[3].body)
  }

  @Test func `the busy are asked again, when they say so, with the same bytes`() throws {
    let receiver = try Receiver("503", "429:1", "503:date", "502", "200")

    let result = try export(try sandbox(), to: receiver)

    let document = try json(result.output)
    #expect(result.code == 0 && document["requests"] == 1 && document["retries"] == 4)
    let attempts = try receiver.attempts(5)
    #expect(Set(attempts.map(\.body)).count == 1)
    let pauses = zip(attempts, attempts.dropFirst()).map { $1.time - $0.time }
    // The first is of its own choice; the second and third are the receiver's.
    #expect(pauses[0] > 0.7 && pauses[0] < 1.9, "\(pauses)")
    #expect(pauses[1] > 0.99 && pauses[1] < 1.9, "\(pauses)")
    #expect(pauses[2] > 0.5 && pauses[2] < 2.9, "\(pauses)")
    #expect(pauses[3] > 6, "\(pauses)")
  }

  @Test func `so is one that drops the connection, or is not there`() throws {
    let receiver = try Receiver("drop", "200")

    let result = try export(try sandbox(), to: receiver)

    #expect(result.code == 0, "\(result.errors)")
    #expect(try json(result.output)["retries"] == 1)
    let attempts = try receiver.attempts(2)
    #expect(Set(attempts.map(\.body)).count == 1)
  }

  @Test(arguments: ["400", "401", "404", "413", "500"])
  func `what is refused is not sent again, and the receiver's words are told`(
    status: String
  ) throws {
    let receiver = try Receiver(status)

    let result = try export(try sandbox(), to: receiver)

    #expect(result.code == 2)
    let message = try json(result.errors)["error"]?["message"]?.text ?? ""
    #expect(
      message.hasSuffix("took 0 spans and no more: it answered \(status): said in words"))
    #expect(try receiver.rest().count == 1)
  }

  @Test(arguments: [("partial", 1), ("warn", 0), ("partial:json", 1)])
  func `what is left out is told, and not sent again`(answer: String, rejected: Int64) throws {
    let receiver = try Receiver(answer)

    let result = try export(try sandbox(), to: receiver, "--signal", "logs")

    let document = try json(result.output)
    #expect(result.code == 0 && document["rejected"] == .integer(rejected))
    #expect(document["remarks"]?.elements.count == 1)
    #expect(result.errors.hasPrefix("tlm: the receiver says: "))
    #expect(try receiver.rest().count == 1)
  }

  @Test(arguments: ["empty", "json", "huge"])
  func `an answer in another form is success all the same`(answer: String) throws {
    let result = try export(try sandbox(), to: try Receiver(answer))

    #expect(result.code == 0, "\(result.errors)")
  }

  @Test func `many events are many requests, and one that is too slow is asked again`() throws {
    let lines = (0..<1100).map { number in
      String(
        decoding: NewEvent("n", at: nil, fields: [Member("n", .integer(number))]).line(),
        as: UTF8.self)
    }
    let sandbox = try sandbox(lines.joined())
    let receiver = try Receiver("hang", "200")

    let result = try sandbox.tlm(
      "export", "--endpoint", receiver.url, "--json", "--signal", "logs",
      environment: ["OTEL_EXPORTER_OTLP_TIMEOUT": "2000", "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip"])

    let document = try json(result.output)
    #expect(result.code == 0, "\(result.errors)")
    #expect(document["events"] == 1100 && document["requests"] == 3 && document["retries"] != 0)
    let attempts = try receiver.rest().filter { $0.document["answer"] == "200" }
    #expect(attempts.reduce(0) { $0 + $1.records } >= 1100)
    #expect(attempts.allSatisfy { $0.headers["content-encoding"] == "gzip" && $0.faults.isEmpty })
  }

  @Test func `the environment says where to, and who one is`() throws {
    let (sandbox, receiver) = (try sandbox(), try Receiver("200"))

    let result = try sandbox.tlm(
      "export", "--format", "otlp", "--signal", "logs",
      environment: [
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url + "/", "OTEL_SERVICE_NAME": "all",
        "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20b", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json",
      ])

    #expect(result.code == 0, "\(result.errors)")
    let attempt = try receiver.attempts(1)[0]
    #expect(attempt.headers["x-key"] == "a b" && attempt.faults.isEmpty)
    #expect(attempt.headers["content-type"] == "application/json")
    #expect(Set(attempt.told.compactMap { $0["service"]?.text }) == ["all"])
  }
}
