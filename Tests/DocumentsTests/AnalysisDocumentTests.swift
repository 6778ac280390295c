import Analysis
import Documents
import TLM
import TestSupport
import Testing

@Suite struct AnalysisDocumentTests {
  private static let lines = """
    {"ts":"2026-02-12T10:00:00Z","event":"issue_start","issue_id":"BUG-1","tool":"ll-auto"}
    {"ts":"2026-02-12T10:01:00Z","event":"issue_phase","issue_id":"BUG-1","tool":"ll-auto",\
    "phase":"implement","duration_s":50,"result":"pass"}
    {"ts":"2026-02-12T10:02:00Z","event":"issue_complete","issue_id":"BUG-1","tool":"ll-auto",\
    "result":"success","duration_s":60}
    {"ts":"2026-02-13T09:00:00Z","event":"issue_start","issue_id":"ENH-2","tool":"ll-auto"}
    {"ts":"2026-02-13T09:01:00Z","event":"issue_phase","issue_id":"ENH-2","tool":"ll-auto",\
    "phase":"implement","duration_s":70,"result":"pass"}
    {"ts":"2026-02-13T09:02:00Z","event":"issue_phase","issue_id":"ENH-2","tool":"ll-auto",\
    "phase":"verify","duration_s":10,"result":"fail"}
    {"ts":"2026-02-13T09:02:01Z","event":"context_snapshot","estimated_tokens":81000}
    {"ts":"2026-02-13T09:02:02Z","event":"issue_complete","issue_id":"ENH-2","tool":"ll-auto",\
    "result":"failure","duration_s":90}
    {"ts":"2026-02-13T09:03:00Z","event":"tool_call_completed","tool_name":"Bash","success":true,\
    "latency_ms":40}
    {"ts":"2026-02-13T09:04:00Z","event":"run","event_id":"r","agent_name":"writer",\
    "status":"success"}
    {"ts":"2026-02-13T09:05:00Z","event":"model_call_completed","session_id":"s","event_id":"e",\
    "model":"claude-sonnet-4-5","input_tokens":1000,"output_tokens":100}
    {"ts":"2026-02-13T09:10:00Z","event":"mode_transition","from":"NORMAL","to":"ALERT",\
    "reason":"by hand"}
    {"ts":"2026-02-13T10:04:59Z","event":"system_metrics_snapshot","cpu_load_percent":97.5}

    """

  private static let rules = """
    modes: {NORMAL: {}, ALERT: {}}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]

    """

  @Test func `a summary says what happened and what changed`() throws {
    let scene = try Scene(Self.lines)
    try Disk.write(scene.scratch.store + "/rules.yaml", Array(Self.rules.utf8))
    let now = Scene.later
    let reader = PeriodReader(now: now) { _ in 0 }
    let window = try reader.window(since: "today")
    var question = SummaryQuestion(of: window.period, now: now)
    let plain = SummaryDocument(try scene.store.summary(question))
    question.before = window.before
    let compared = SummaryDocument(try scene.store.summary(question))
    question.tool = "ll-auto"
    let ofTool = SummaryDocument(try scene.store.summary(question))
    question = SummaryQuestion(of: try reader.window(since: "2026-01").period, now: now)
    let empty = SummaryDocument(try scene.store.summary(question))

    try Golden.check(
      "SummaryDocument",
      [
        ("plain", plain.json), ("compared", compared.json), ("of a tool", ofTool.json),
        ("empty", empty.json),
      ])
  }

  @Test func `trends say each number period by period`() throws {
    let scene = try Scene(Self.lines)
    var question = TrendQuestion(now: Scene.later)
    question.per = .day
    let plain = TrendsDocument(try scene.store.trends(question))
    question.by = .phase
    let byPhase = TrendsDocument(try scene.store.trends(question))

    try Golden.check("TrendsDocument", [("plain", plain.json), ("by phase", byPhase.json)])
  }
}
