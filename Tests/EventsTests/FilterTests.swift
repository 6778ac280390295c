import Events
import Testing

@Suite struct FilterTests {
  private let line = """
    {"ts":"2026-02-13T10:00:00Z","event":"issue_phase","tool":"ll-auto","source_component":"x",\
    "project":"tlm","streamId":"order-7","id":"e1","severity":"warn","model_id":"m","result":"fail",\
    "metadata":{"idempotency_key":"k","runId":"r"}}
    """

  private func filter(_ change: (inout Filter) -> Void) -> Filter {
    var filter = Filter()
    change(&filter)
    return filter
  }

  /// Whether the event of a line meets the filter.
  private func matches(_ filter: Filter, _ line: String) throws -> Bool {
    let event = try event(line)
    return filter.matches(event.event)
  }

  @Test func `every envelope field can be asked for, in any spelling of it`() throws {
    let filters = [
      filter { $0.tools = ["ll-auto"] }, filter { $0.projects = ["other", "tlm"] },
      filter { $0.streams = ["order-7"] }, filter { $0.eventIDs = ["e1"] },
      filter { $0.levels = ["warn"] }, filter { $0.models = ["m"] },
      filter { $0.idempotencyKeys = ["k"] }, filter { $0.runIDs = ["r"] },
      filter { $0.outcomes = [.success, .failure] }, filter { $0.names = ["issue*"] },
    ]

    for filter in filters { #expect(try matches(filter, line), "\(filter)") }
  }

  @Test func `every condition must hold`() throws {
    let filters = [
      filter { $0.streams = ["order-70"] }, filter { $0.outcomes = [.success] },
      filter { $0.traceIDs = ["t"] }, filter { $0.names = ["issue"] },
      filter { $0.hiddenNames = ["issue_*"] },
      filter {
        $0.tools = ["ll-auto"]
        $0.fields = [FieldCondition("result", .equal, "pass")]
      },
      filter {
        $0.fields = [
          FieldCondition("tool", .exists), FieldCondition("project", .notEqual, "tlm"),
        ]
      },
    ]

    for filter in filters { #expect(try !matches(filter, line), "\(filter)") }
  }

  @Test func `texts are equal by their bytes and not by what Unicode calls the same`() throws {
    let line = "{\"tool\":\"é\",\"event\":\"é\"}"

    #expect(try matches(filter { $0.tools = ["é"] }, line))
    #expect(try !matches(filter { $0.tools = ["e\u{301}"] }, line))
    #expect(try !matches(filter { $0.names = ["e\u{301}"] }, line))
  }

  @Test func `an event without a time meets no condition on time`() throws {
    let line = "{\"event\":\"x\"}"

    #expect(try !matches(filter { $0.since = Timestamp(rawValue: 0) }, line))
    #expect(try !matches(filter { $0.until = Timestamp(rawValue: 0) }, line))
    #expect(try matches(Filter(), line))
  }
}
