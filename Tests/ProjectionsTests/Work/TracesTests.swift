import Events
import Folding
import Projections
import Testing

@Suite struct TracesTests {
  private let lines = [
    #"{"ts":"2026-09-01T00:00:05Z","event":"job","trace_id":"t","span_id":"a","duration_s":5}"#,
    #"{"ts":"2026-09-01T00:00:03Z","event":"step","trace_id":"t","span_id":"b","parent_span_id":"a","outcome":"failed"}"#,
    #"{"ts":"2026-09-01T00:00:04Z","event":"note","trace_id":"t"}"#,
    #"{"ts":"2026-09-01T00:00:04Z","event":"note"}"#,
  ]

  @Test func `a trace has its spans once, its root, its time and what failed`() throws {
    let report = try report(Traces(), lines + lines)

    #expect(report["traces"] == 1)
    #expect(
      report["by_trace", "t"] == [
        "root": "job", "spans": 2, "failed": 1, "begin": "2026-09-01T00:00:00.000000Z",
        "end": "2026-09-01T00:00:05.000000Z", "duration_s": 5.0,
      ])
  }

  @Test func `a span of OpenTelemetry begins at its time`() throws {
    let span = """
      {"ts":"2026-09-01T00:00:05Z","event":"chat","kind":"span","trace_id":"t","span_id":"a",\
      "duration_s":2}
      """

    #expect(
      try report(Traces(), [span])["by_trace", "t", "end"] == "2026-09-01T00:00:07.000000Z")
  }

  @Test func `every order gives one state`() throws {
    let orders = [lines, lines.reversed(), lines + lines]

    #expect(Set(try orders.map { try Digest(of: given(Traces(), $0)) }).count == 1)
  }
}
