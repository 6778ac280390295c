import Configuration
import Emitting
import Events
import Journal
import OTLP
import Telemetry
import TestSupport
import Testing

@testable import Ingest

/// What is set for a store holds for what comes in as OpenTelemetry, too.
@Suite struct IngestSettingsTests {
  @Test(arguments: [Content.none, .summary, .full])
  func `of prompts and outputs as much is kept as is set`(content: Content) throws {
    var settings = OTLPIngest.Settings()
    settings.content = content
    let receiver = try Receiver(settings)
    let long = String(repeating: "word ", count: 100)

    receiver.take(
      .logs,
      Sent.logs(
        Sent.record("claude_code.user_prompt", ["prompt": .string(long), "prompt_length": "500"]),
        Sent.record(
          "claude_code.tool_result", at: 2, ["tool_input": "short", "tool_name": "Bash"]),
        Sent.record("other.thing", at: 3, ["prompt": .string(long)]),
        Sent.record("any", at: 4, ["gen_ai.input.messages": .string(long)])))
    let events = try receiver.events()

    // Of other programs it means something else.
    #expect(events[2]["prompt"]?.text == long)
    for (event, name) in [(events[0], "prompt"), (events[3], "gen_ai.input.messages")] {
      switch content {
      case .full: #expect(event[name]?.text == long && event["truncated"] == nil)
      case .summary:
        #expect(event[name]?.text == String(long.prefix(256)) && event["truncated"] == true)
        #expect(event[name + "_bytes"] == 500)
      case .none: #expect(event[name] == nil && event[name + "_bytes"] == 500)
      }
    }
    #expect(events[1]["tool_input"]?.text == (content == .none ? nil : "short"))
    #expect(events[1]["tool_name"] == "Bash" && events[0]["prompt_length"] == 500)
  }

  @Test func `a secret is hidden before it is cut in two`() throws {
    let receiver = try Receiver()
    let secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    let text = String(repeating: "w", count: 230) + " " + secret + " rest"

    receiver.take(
      .logs, Sent.logs(Sent.record("claude_code.user_prompt", ["prompt": .string(text)])))

    #expect(try receiver.events()[0]["prompt"]?.text?.contains("ghp_") == false)
  }

  private func names(_ receiver: Receiver) throws -> [String] {
    try receiver.events().compactMap { $0["event"]?.text }
  }

  @Test func `records below the level are left out, by their word or by their number`() throws {
    var options = Emitter.Options()
    options.level = .warning
    let receiver = try Receiver(.init(options))

    let answer = receiver.take(
      .logs,
      Sent.logs(
        Sent.record("debug").with(["severityNumber": 5]),
        Sent.record("info").with(["severityText": "INFO"]),
        Sent.record("warn").with(["severityText": "WARN", "severityNumber": 13]),
        Sent.record("error").with(["severityNumber": 18]), Sent.record("plain")))

    #expect(answer.status == 200 && answer.text == "{}" && answer.appended == 3)
    #expect(try names(receiver) == ["warn", "error", "plain"])
    #expect(try receiver.events().map { $0["level"] } == ["warn", "error", nil])
  }

  @Test func `where events are switched off, none is kept, and the sender is told`() throws {
    var options = Emitter.Options()
    options.isEnabled = false
    let receiver = try Receiver(.init(options))

    let answer = receiver.take(.logs, Sent.logs(Sent.record("a"), Sent.record("b")))

    #expect(answer.status == 200 && answer.rejected == 2 && answer.text.contains("enabled: true"))
    #expect(try receiver.events().isEmpty)
  }

  @Test func `a share is kept of whole traces, and says what it stands for`() throws {
    var options = Emitter.Options()
    options.sampling = Sampling([.init("step*", rate: 0.5), .init("beat", first: 2)])
    let receiver = try Receiver(.init(options))

    var random = Seeded(5)
    for trace in 1...200 {
      let id = Value.string(random.hexadecimal + random.hexadecimal)
      receiver.take(
        .traces,
        Sent.traces(
          Sent.span("step.a", 2 * trace).with(["traceId": id]),
          Sent.span("step.b", 2 * trace + 1).with(["traceId": id])))
    }
    receiver.take(
      .logs,
      Sent.logs(Sent.record("beat", at: 1), Sent.record("beat", at: 2), Sent.record("beat", at: 3)))

    let events = try receiver.events()
    let steps = events.filter { $0["event"]?.text?.hasPrefix("step") == true }
    let traces = Dictionary(grouping: steps) { $0["trace_id"]?.text ?? "" }
    #expect(traces.allSatisfy { $0.value.count == 2 } && (40...160).contains(traces.count))
    #expect(steps.allSatisfy { $0["sample_rate"] == 0.5 })
    #expect((2...3).contains(events.count - steps.count))
  }

  @Test func `secrets do not come in, and ids stay as they are`() throws {
    var options = Emitter.Options()
    options.redaction.fields = ["card": .drop]
    let receiver = try Receiver(.init(options))
    var random = Seeded(3)

    for number in 1...200 {
      let trace = random.hexadecimal + random.hexadecimal
      let answer = receiver.take(
        .traces,
        Sent.traces(
          Sent.span(
            "call", number,
            [
              "header": "Authorization: Bearer 8a7f0c2d9e4b6a1f8a7f0c2d9e4b6a1f", "card": "1234",
              "password": "hunter2hunter2",
            ]
          ).with(["traceId": .string(trace), "spanId": .string(random.hexadecimal)])))
      #expect(answer.appended == 1)
      let event = try #require(try receiver.log.eventLines().last.flatMap { Value(json: $0) })
      #expect(event["trace_id"] == .string(trace))
      #expect(event["event_id"]?.text?.hasPrefix("otlp-") == true)
      #expect(event["event_id"]?.text?.utf8.count == 37)
      #expect(event["card"] == nil)
    }

    let text = try receiver.log.eventLines().joined()
    #expect(!text.contains("8a7f0c2d9e4b6a1f8a7f") && !text.contains("hunter2"))
    // What was seen is known by what is in the log.
    #expect(try SeenItems.keys(inTheEndOf: receiver.log, bytes: 1 << 30).count == 200)
  }

  @Test func `spans become the events that are set for them`() throws {
    var settings = OTLPIngest.Settings()
    settings.spans = ["task.create": "TaskCreated"]
    let receiver = try Receiver(settings)

    receiver.take(
      .traces,
      Sent.traces(Sent.span("task.create", 1, ["task_id": "T-1"]), Sent.span("other", 2)))
    receiver.take(.logs, Sent.logs(Sent.record("task.create")))

    let events = try receiver.events()
    #expect(events.map { $0["event"] } == ["TaskCreated", "other", "task.create"])
    #expect(events[0]["span_name"] == "task.create" && events[0]["task_id"] == "T-1")
    #expect(events[0]["duration_s"] == 1.5)
  }

  @Test func `the configuration says what spans become, and none becomes an event of tlm's`() throws
  {
    func settings(_ text: String) throws -> OTLPIngest.Settings {
      let root = try YAMLReader.read(Array(text.utf8), file: "config.yaml")
      let file = SettingsFile(root, path: "config.yaml", isOfStore: true)
      let all = try Configuration.Settings(
        user: nil, store: file, isTrusted: false, environment: { _ in nil })
      return try OTLPIngest.Settings(all)
    }

    #expect(try settings("level: warning\n").spans.isEmpty)
    #expect(try settings("level: warning\n").emitter.level == .warning)
    let set = try settings("otlp:\n  spans:\n    task.create: TaskCreated\n")
    #expect(set.spans == ["task.create": "TaskCreated"])
    let error = #expect(throws: ConfigurationError.self) {
      try settings("otlp:\n  spans:\n    boom: tlm.pruned\n")
    }
    #expect(error?.description.hasPrefix("config.yaml:") == true)
    #expect(error?.description.contains("not tlm's own") == true)
  }
}
