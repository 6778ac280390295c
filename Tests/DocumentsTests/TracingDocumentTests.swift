import Analysis
import Documents
import Journal
import TLM
import TestSupport
import Testing

@Suite struct TracingDocumentTests {
  private static let lines = """
    {"ts":"2026-02-13T10:00:00Z","event":"run","status":"running","run_id":"r1","event_id":"e1",\
    "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",\
    "agent_name":"nightly","job_type":"sprint","start_time":"2026-02-13T10:00:00Z"}
    {"ts":"2026-02-13T10:00:05Z","event":"issue_start","run_id":"r1","issue_id":"BUG-7","wave":1}
    {"ts":"2026-02-13T10:00:30Z","event":"snapshot","issue_id":"BUG-7","run_id":"r1","tokens":45000}
    {"ts":"2026-02-13T10:01:12Z","event":"issue_phase","run_id":"r1","issue_id":"BUG-7",\
    "phase":"ready","duration_s":67.2,"result":"fail","error":"no disk"}
    {"ts":"2026-02-13T10:01:20Z","event":"issue_complete","run_id":"r1","issue_id":"BUG-7",\
    "result":"failure","phases":{"verify":4}}
    {"ts":"2026-02-13T10:02:00Z","event":"run","status":"failure","run_id":"r1","event_id":"e1",\
    "agent_name":"nightly","job_type":"sprint","start_time":"2026-02-13T10:00:00Z",\
    "end_time":"2026-02-13T10:02:00Z","duration_ms":120000,"items_failed":1}
    {"ts":"2026-02-13T10:03:00Z","event":"run","run_id":"r1","event_id":"e1","items_failed":2,\
    "updated_at":"2026-02-13T10:03:00Z","update":{"by":"ada","note":"n","before":{"items_failed":1}}}
    {"ts":"2026-02-13T11:00:00Z","event":"issue_start","issue_id":"BUG-7","trace_id":"other"}

    """

  @Test func `a trace says its spans in the order of the tree`() throws {
    let scene = try Scene(Self.lines)
    let store = scene.store
    var (finder, other) = (TraceFinder(in: store), TraceFinder(in: store))
    let masked: Set<String> = ["store", "span_id", "parent_span_id"]

    try Golden.check(
      "TraceDocument",
      [
        ("run", TraceDocument(try finder.answer(TraceSubject(.run, "r1"))).json),
        ("issue", TraceDocument(try other.answer(TraceSubject(.issue, "BUG-7"))).json),
      ], masking: masked)
  }

  @Test func `runs say what their records say together, and a run who said what`() throws {
    let scene = try Scene(Self.lines)
    let store = scene.store
    let runs = try RunFilter().page(in: store, limit: 1000).runs
    let history = try RunHistory(of: "e1", in: store)

    try Golden.check("RunsDocument", RunsDocument(runs, total: 1, offset: 0))
    try Golden.check("RunDocument", RunDocument(runs[0], history))
    try Golden.check("RunStatsDocument", RunStatsDocument(RunStatistics(of: runs)))
    #expect(try RunHistory(of: "e1", in: store).entries.count == 3)
    #expect(try RunHistory(of: "nobody", in: store).entries.isEmpty)
  }
}
