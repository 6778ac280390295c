import Configuration
import Control
import Testing

/// Every mistake in a rule file is named with its line, its column and what was expected.
@Suite struct MistakeTests {
  /// The mistakes in a file whose rule file begins with modes NORMAL and ALERT.
  private func mistakes(_ rest: String) -> [String] {
    mistakes(whole: "modes: {NORMAL: {}, ALERT: {}}\n" + rest)
  }

  private func mistakes(whole text: String) -> [String] {
    do {
      _ = try Policy(yaml: text, file: "r.yaml")
      return []
    } catch { return error.mistakes.map(\.description) }
  }

  private func rule(_ text: String) -> String { "transition_rules:\n  NORMAL_to_ALERT: \(text)" }

  private func condition(_ text: String) -> String { rule("\n    conditions:\n    - {\(text)}") }

  private func expect(
    _ text: String, _ expected: String..., at location: SourceLocation = #_sourceLocation
  ) {
    #expect(mistakes(text) == expected.map { "r.yaml:" + $0 }, sourceLocation: location)
  }

  @Test func `more modes than a board has room for are a mistake, and as many as it has are not`() {
    func modes(_ count: Int) -> String {
      "modes:\n" + (0..<count).map { "  M\($0): {}\n" }.joined()
    }

    #expect(mistakes(whole: modes(2000)) == [])
    let many = mistakes(whole: modes(9000))
    #expect(many.count == 1 && many[0].hasPrefix("r.yaml:2:3: the modes take "), "\(many)")
  }

  @Test func `what is no rule file`() {
    #expect(
      mistakes(whole: "") == [
        "r.yaml:1:1: expected keys and values for a rule file, found nothing; correct it"
      ])
    #expect(
      mistakes(whole: "transition_rules: {}") == [
        "r.yaml:1:1: expected the key modes for a rule file, found none; add it"
      ])
    #expect(
      mistakes(whole: "modes: {}") == [
        "r.yaml:1:8: expected at least one mode, found none; add one"
      ])
    expect(
      "transition_rule: {}",
      "2:1: expected for a rule file one of modes, edges, transition_rules, oscillation, found the"
        + " key \"transition_rule\"; did you mean transition_rules?")
  }

  @Test func `modes and edges that are not there`() {
    expect(
      "transition_rules: {NORMAL_to_ALRT: {conditions: [{metric: perf_system_cpu_load, operator: '>', value: 1}]}}",
      "2:20: expected a mode of this file (NORMAL, ALERT), found \"ALRT\"; did you mean ALERT?")
    expect(
      "transition_rules: {NORMALALERT: {conditions: [{metric: perf_system_cpu_load, operator: '>', value: 1}]}}",
      "2:20: expected FROM_to_TO with two modes, found \"NORMALALERT\"; write it like"
        + " NORMAL_to_ALERT")
    expect(
      "edges: [NORMAL_to_ALERT]\ntransition_rules: {ALERT_to_NORMAL: {conditions: [{metric: perf_system_cpu_load, operator: '>', value: 1}]}}",
      "3:20: expected an edge that is allowed, found ALERT_to_NORMAL; list it under edges, or"
        + " remove the rule")
    expect(
      "edges: [NORMAL_to_NORMAL]",
      "2:9: expected two different modes, found \"NORMAL_to_NORMAL\"; correct one")
    expect(
      "edges: [NORMAL_to_ALERT, NORMAL_to_ALERT]",
      "2:26: expected each edge once, found NORMAL_to_ALERT again; remove it")
    expect(
      "edges: NORMAL_to_ALERT",
      "2:8: expected a list for edges, found the text \"NORMAL_to_ALERT\"; put a dash in front of"
        + " each item")
    expect(
      "edges: [{edge: NORMAL_to_ALERT, human_only: true}]\n"
        + rule("{conditions: [{metric: perf_system_cpu_load, operator: '>', value: 1}]}"),
      "4:20: expected requires_human_approval: true, as only a person may take NORMAL_to_ALERT;"
        + " add it")
  }

  @Test func `edges that the defaults do not have`() {
    #expect(
      mistakes(
        whole: """
          modes: {NORMAL: , RECOVERY: }
          transition_rules:
            NORMAL_to_RECOVERY: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 1}]}
          """) == [
          "r.yaml:3:3: expected an edge that is allowed, found NORMAL_to_RECOVERY; list it under"
            + " edges, or remove the rule"
        ])
  }

  @Test func `keys that nobody knows`() {
    expect(
      condition("metric: perf_system_cpu_load, operatr: '>', operator: '>', value: 1"),
      "5:38: expected for a condition one of metric, operator, value, duration_seconds,"
        + " window_seconds, aggregate, quantile, clear, found the key \"operatr\"; did you mean"
        + " operator?")
    expect(
      rule("{conditions: [{metric: perf_system_cpu_load, operator: '>', value: 1}], xyz: 1}"),
      "3:92: expected for a rule one of description, conditions, logic, requires_human_approval,"
        + " proposal_expires_seconds, cooldown_seconds, effects, origin, found the key \"xyz\"; remove it"
    )
    #expect(
      mistakes(whole: "modes: {NORMAL: {max_concurent_tasks: 1}}")[0].hasSuffix(
        "did you mean max_concurrent_tasks?"))
  }

  @Test func `conditions that are incomplete or of a wrong type`() {
    expect(
      condition("operator: '>', value: 1"),
      "5:7: expected the key metric for a condition, found none; add it")
    expect(
      condition("metric: perf_system_cpu_load"),
      "5:7: expected the key operator for a condition, found none; add it",
      "5:7: expected the key value for a condition, found none; add it")
    expect(
      condition("metric: perf_system_cpu_laod, operator: '>', value: 1"),
      "5:16: expected the id of a sensor for metric, found the text \"perf_system_cpu_laod\"; did"
        + " you mean perf_system_cpu_load?")
    expect(
      condition("metric: my_queue, operator: '>', value: 1"),
      "5:16: expected the id of a sensor for metric, found the text \"my_queue\"; declare it under"
        + " sensors in config.yaml")
    expect(
      condition("metric: perf_system_cpu_load, operator: '=>', value: 1"),
      "5:48: expected one of > >= < <= == != for operator, found the text \"=>\"; did you mean >?")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: high"),
      "5:60: expected a number for value, found the text \"high\"; write it in decimal digits, like"
        + " 85 or 0.2")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: '85'"),
      "5:60: expected a number for value, found the text \"85\"; remove the quotes")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: 1, duration_seconds: -30"),
      "5:81: expected seconds from 0 to 31622400 for duration_seconds, found -30; correct it")
    expect(
      condition("metric: safety_anomaly_events, operator: '>', value: 1, window_seconds: 0.5"),
      "5:80: expected a whole number from 1 to 31622400 for window_seconds, found 0.5; correct it")
    expect(
      rule("{conditions: [], logic: both}"),
      "3:33: expected at least one condition, found none; add one",
      "3:44: expected one of any all for logic, found the text \"both\"; write one of them")
    expect(
      rule("{conditions: {}}"),
      "3:33: expected a list for conditions, found keys and values; put a dash in front of each"
        + " item")
    expect(rule("{logic: any}"), "3:20: expected the key conditions for a rule, found none; add it")
  }

  @Test func `questions that the sensor cannot answer`() {
    expect(
      condition(
        "metric: safety_anomaly_events, operator: '>', value: 1, window_seconds: 5, duration_seconds: 5"
      ),
      "5:64: expected duration_seconds or window_seconds, found both; remove one")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: 1, window_seconds: 5"),
      "5:63: expected the key aggregate (one of mean max min last) for a gauge in a window, found"
        + " none; add it")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: 1, aggregate: max"),
      "5:63: expected the key window_seconds beside aggregate, found none; add it")
    expect(
      condition("metric: perf_model_call_latency, operator: '>', value: 1"),
      "5:7: expected the key quantile (from 0 to 1) for a histogram, found none; add it")
    expect(
      condition("metric: perf_model_call_latency, operator: '>', value: 1, quantile: 95"),
      "5:76: expected a number from 0 to 1 for quantile, found 95; correct it")
    expect(
      condition("metric: safety_anomaly_events, operator: '>', value: 1, quantile: 0.5"),
      "5:64: expected no quantile for a counter; remove it")
    expect(
      condition("metric: safety_mode_state, operator: '>', value: ALERT"),
      "5:45: expected == or != for a sensor that says words, found >; change it")
    expect(
      condition(
        "metric: control_rules_true, operator: '>', value: 1, window_seconds: 5, aggregate: max"),
      "5:61: expected no window_seconds for a count of rules; remove it",
      "5:80: expected no aggregate for a count of rules; remove it")
    expect(
      condition("metric: perf_system_cpu_load, operator: '>', value: 85, clear: 90"),
      "5:71: expected a clear that is never true together with the condition itself, found one that"
        + " can be; set it on the other side of value")
  }

  @Test func `effects that do nothing, or too much`() {
    let base = "metric: perf_system_cpu_load, operator: '>', value: 1"
    func effect(_ text: String) -> String { rule("{conditions: [{\(base)}], effects: [\(text)]}") }

    expect(
      effect("{emmit: x}"),
      "3:102: expected one of emit, exec, webhook, notify for an effect, found none; write one"
        + " effect an item",
      "3:103: expected for an effect one of emit, exec, webhook, notify, fields, timeout_seconds,"
        + " found the key \"emmit\"; did you mean emit?")
    expect(
      effect("{emit: x, notify: y}"),
      "3:102: expected one of emit, exec, webhook, notify for an effect, found emit and notify;"
        + " write one effect an item")
    expect(
      effect("{exec: rm -rf /}"),
      "3:109: expected a list for exec, found the text \"rm -rf /\"; put a dash in front of each"
        + " item")
    expect(
      effect("{webhook: 'file:///etc'}"),
      "3:112: expected an address for webhook, found the text \"file:///etc\"; begin it with"
        + " https:// or http://")
    expect(
      effect("{emit: mode_transition}"),
      "3:109: expected the name of an event that is yours for emit, found the text"
        + " \"mode_transition\"; choose a name that begins otherwise")
  }

  @Test func `all mistakes are named at once, in the order of the file`() {
    let found = mistakes(
      whole: """
        modes:
          NORMAL: {max_concurrent_tasks: many, background_monitoring_enabled: yes}
          ALERT: {min_dwell_seconds: -1, allowed_tool_categories: [1]}
        oscillation: {transitions: 1}
        transition_rules:
          NORMAL_to_ALERT: {conditions: [{metric: x, operator: y, value: z}], requires_human_approval: 1}
        """)

    #expect(
      found.map { $0.split(separator: " ")[0] } == [
        "r.yaml:2:34:", "r.yaml:2:71:", "r.yaml:3:30:", "r.yaml:3:60:", "r.yaml:4:28:",
        "r.yaml:6:43:", "r.yaml:6:56:", "r.yaml:6:66:", "r.yaml:6:96:",
      ])
  }
}
