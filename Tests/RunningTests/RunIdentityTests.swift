import Events
import Telemetry
import Testing

@testable import Running

@Suite struct RunIdentityTests {
  private func identity(_ variables: [String: String], at time: Int64 = 1_770_000_000_123_000_000)
    -> RunIdentity
  {
    RunIdentity(at: Timestamp(rawValue: time)) { variables[$0] }
  }

  @Test func `ids are UUIDs of version 7 that sort by time`() {
    let ids = (0..<50).map {
      identity([:], at: 1_770_000_000_000_000_000 + Int64($0) * 1_000_000).id
    }

    #expect(ids == ids.sorted() && Set(ids).count == 50)
    for id in ids {
      #expect(id.contains(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
    }
  }

  @Test func `it stands below what its environment names`() {
    let parent = TraceContext.new()

    let run = identity(["TRACEPARENT": parent.traceparent, "TLM_RUN_ID": "r"])

    #expect(run.parentID == "r" && run.parentSpanID == parent.spanID)
    #expect(run.span.traceID == parent.traceID && run.span.spanID != parent.spanID)
    #expect(TraceContext(traceparent: run.span.traceparent) == run.span)
  }

  @Test func `it tells whose it is, where the environment names somebody`() {
    #expect(identity(["AGENT_OWNER": "ann"]).members.last == Member("agent_owner", "ann"))
    #expect(!identity(["AGENT_OWNER": ""]).members.contains { $0.name == "agent_owner" })
  }

  @Test(arguments: [Int64.min, -1, 0, .max])
  func `no time is too odd for an id`(time: Int64) {
    #expect(identity([:], at: time).id.utf8.count == 36)
  }
}
