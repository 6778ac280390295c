import Documents
import Journal
import TLM
import TestSupport

/// A store on disk in which a little of everything has happened, at known times.
struct Scene {
  let scratch = Scratch()
  let store: Store

  /// Goes up at a call of high risk, and asks before it comes down.
  static let rules = """
    modes:
      NORMAL: {}
      ALERT:
        max_concurrent_tasks: 2
        thresholds: {cpu: 70}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions:
          - {metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 30}
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]
        requires_human_approval: true
        proposal_expires_seconds: 300
    """

  static let lines = """
    {"ts":"2026-02-13T10:00:00Z","event":"issue_started","issue_id":"ENH-1","session_id":"s"}
    {"ts":"2026-02-13T10:00:05Z","event":"system_metrics_snapshot","cpu_load_percent":91.5}
    not an event
    {"ts":"2026-02-13T10:00:10Z","event":"tool_call_failed","tool_name":"rm","risk_level":"high"}
    {"ts":"2026-02-13T10:00:20Z","event":"system_metrics_snapshot","cpu_load_percent":20}
    {"ts":"2026-02-13T10:01:30Z","event":"system_metrics_snapshot","cpu_load_percent":21}
    {"ts":"2026-02-13T10:02:00Z","event":"issue_completed","issue_id":"ENH-1","session_id":"s"}
    {"ts":"2026-02-13T10:02:41Z","event":"mode_transition","from":"NORMAL","to":"ALERT",\
    "rule":"NORMAL_to_ALERT","reasons":[{"sensor":"perf_system_cpu_load","value":91.5,\
    "operator":">","threshold":85,"held_s":34}]}
    {"ts":"2026-02-13T10:03:00Z","event":"mode_transition_proposed","proposal_id":"p1",\
    "from":"ALERT","to":"NORMAL","rule":"ALERT_to_NORMAL",\
    "expires_at":"2026-02-13T10:08:00Z"}

    """

  /// An instant after the last line.
  static let later = Timestamp(text: "2026-02-13T10:05:00Z")

  init(_ lines: String = lines) throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    if !lines.isEmpty { _ = try store.log.append(lines: Array(lines.utf8)) }
  }

  func policyRules() throws -> Rules {
    let policy = try Policy(
      yaml: Array(Self.rules.utf8), file: "rules.yaml", sensors: try store.sensorDirectory())
    return Rules(policy, from: .shipped)
  }
}

extension Timestamp {
  /// The instant of a text that is one.
  init(text: String) { self = Timestamp(text) ?? Timestamp(rawValue: 0) }
}
