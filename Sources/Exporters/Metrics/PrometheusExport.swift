package import Events

/// What projections say as metrics, in Prometheus's text form (version 0.0.4).
///
/// Labels are names of events, programs, phases, tools and models; never a session, an issue or a trace,
/// of which there is no end.
package struct PrometheusExport: Sendable {
  /// The projections whose reports are needed, by name.
  package static let projections = [
    "event-counts", "metric-sums", "phase-timing", "tool-usage", "usage", "velocity",
  ]

  /// Labels of one metric; what is beyond counts under `other`, so that a log of hostile names stays a
  /// page that can be scraped.
  package static let labelLimit = 2000

  private let reports: [String: Value]

  /// - Parameter reports: by the name of the projection, as `tlm replay --json` tells them; under
  ///   `run-stats` and `sensors` what `tlm runs stats` and `tlm sensors list` say, where they are wanted.
  package init(_ reports: [String: Value]) { self.reports = reports }

  /// The page.
  package var text: String {
    (events + velocity + phases + tools + usage + counters + work + [build]).map(\.text).joined()
  }

  /// Counters that came in by OpenTelemetry, under the names that its rules make of theirs.
  private var counters: [MetricFamily] {
    var families: [(name: String, rows: [OTelCounter])] = []
    var rows: [Value] = []
    if case .array(let counters)? = reports["metric-sums"]?["counters"] { rows = counters }
    for counter in rows.flatMap(OTelCounter.all) {
      if let place = families.firstIndex(where: { $0.name == counter.family }) {
        families[place].rows.append(counter)
      } else if families.count < Self.labelLimit {
        families.append((counter.family, [counter]))
      }
    }
    return families.map { name, rows in
      var family = MetricFamily(name, .counter, "A counter of OpenTelemetry, since it began.")
      // Names that have become one are added up.
      for (labels, rows) in Dictionary(grouping: rows, by: \.labels).sorted(by: { $0.key < $1.key })
      {
        family.add(labels: labels, .double(rows.reduce(0) { $0 + $1.sum }))
      }
      return family
    }
  }

  /// Runs as they stand, and what sensors say now.
  private var work: [MetricFamily] {
    var runs = MetricFamily("tlm_runs", .gauge, "Runs, by agent and how they stand.")
    for agent in members("run-stats", "by_agent").prefix(Self.labelLimit) {
      for status in Self.statuses where agent.value[status]?.count ?? 0 > 0 {
        runs.add(["agent": agent.name, "status": status], agent.value[status])
      }
    }
    var sensors = MetricFamily("tlm_sensor", .gauge, "What a sensor says now, in its unit.")
    for sensor in members("sensors", "sensors").prefix(Self.labelLimit) {
      sensors.add(
        ["sensor": sensor.name, "unit": sensor.value["unit"]?.text ?? ""], sensor.value["value"])
    }
    return [runs, sensors]
  }

  private static let statuses = [
    "running", "success", "failure", "partial", "timeout", "cancelled", "blocked", "skipped",
    "unknown",
  ]

  private var build: MetricFamily {
    var family = MetricFamily("tlm_build_info", .gauge, "The version of tlm that wrote this.")
    family.add(["version": "0.1.0"], 1)
    return family
  }

  private func members(_ projection: String, _ path: String...) -> [Member] {
    var value = reports[projection]
    for step in path { value = value?[step] }
    return value?.members ?? []
  }

  private var events: [MetricFamily] {
    var counts = MetricFamily("tlm_events_total", .counter, "Events of the log, by name.")
    var rest: Int64 = 0
    let names = members("event-counts", "names").sorted { left, right in
      let (first, second) = (left.value["count"]?.count ?? 0, right.value["count"]?.count ?? 0)
      return first == second
        ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : first > second
    }
    for (place, member) in names.enumerated() {
      guard place >= Self.labelLimit else {
        counts.add(["event": member.name], member.value["count"])
        continue
      }
      rest += Int64(member.value["count"]?.count ?? 0)
    }
    if rest > 0 { counts.add(["event": "other"], .integer(rest)) }
    counts.add(["event": ""], reports["event-counts"]?["unnamed"])
    return [counts]
  }

  private var velocity: [MetricFamily] {
    var issues = MetricFamily(
      "tlm_issues_total", .counter, "Issues that were completed, by program and result.")
    for tool in members("velocity", "by_tool").prefix(Self.labelLimit) {
      for result in ["success", "failure"] {
        issues.add(["tool": tool.name, "result": result], tool.value[result])
      }
      let completed = tool.value["completed"]?.count ?? 0
      let told = ["success", "failure"].reduce(0) { $0 + (tool.value[$1]?.count ?? 0) }
      issues.add(["tool": tool.name, "result": "other"], .integer(Int64(completed - told)))
    }
    return [issues]
  }

  private var phases: [MetricFamily] {
    var durations = MetricFamily(
      "tlm_phase_duration_seconds", .summary, "How long phases of issues took.")
    for phase in members("phase-timing", "phases").prefix(Self.labelLimit) {
      durations.add(["phase": phase.name], distribution: phase.value)
    }
    var states = MetricFamily(
      "tlm_state_duration_seconds", .summary, "How long actions in states of loops took.")
    for state in members("phase-timing", "states").prefix(Self.labelLimit) {
      states.add(["state": state.name], distribution: state.value)
    }
    return [durations, states]
  }

  private var tools: [MetricFamily] {
    var calls = MetricFamily(
      "tlm_tool_calls_total", .counter, "Calls of tools by agents, by tool and result.")
    var durations = MetricFamily("tlm_tool_duration_seconds", .summary, "How long calls took.")
    for tool in members("tool-usage", "tools").prefix(Self.labelLimit) {
      for result in ["success", "failure", "other", "blocked"] {
        calls.add(["tool_name": tool.name, "result": result], tool.value[result])
      }
      durations.add(["tool_name": tool.name], distribution: tool.value)
    }
    var commands = MetricFamily(
      "tlm_commands_total", .counter, "Commands that ended, by program and result.")
    for program in members("tool-usage", "programs").prefix(Self.labelLimit) {
      for result in ["success", "failure", "other"] {
        commands.add(["tool": program.name, "result": result], program.value[result])
      }
    }
    return [calls, durations, commands]
  }

  private var usage: [MetricFamily] {
    var tokens = MetricFamily(
      "tlm_tokens_total", .counter,
      "Tokens of model responses, each counted once, by model and type.")
    var cost = MetricFamily("tlm_cost_usd_total", .counter, "What model responses cost, by model.")
    for model in members("usage", "by_model").prefix(Self.labelLimit) {
      for type in ["input", "output", "cache_read", "cache_creation", "reasoning"] {
        tokens.add(["model": model.name, "type": type], model.value["\(type)_tokens"])
      }
      cost.add(["model": model.name], model.value["cost_usd"])
    }
    let totals = reports["usage"]?["totals"]
    var sessions = MetricFamily("tlm_sessions_total", .counter, "Sessions of agents.")
    sessions.add([:], totals?["sessions"])
    var prompts = MetricFamily("tlm_prompts_total", .counter, "Prompts that people gave to agents.")
    prompts.add([:], totals?["prompts"])
    return [tokens, cost, sessions, prompts]
  }
}

extension PrometheusExport {
  /// What one projection says, of whichever report: each number of it under the names that lead to it.
  package static func text(of report: Value, from projection: String) -> String {
    var family = MetricFamily(
      "tlm_projection_value", .gauge, "Every number of a projection's report.")
    for row in ReportRows(report).rows {
      for (name, value) in row.values {
        switch value {
        case .integer, .unsigned, .double, .bool:
          family.add(
            ["projection": projection, "section": row.section, "key": row.key, "metric": name],
            value)
        default: break
        }
      }
    }
    return family.text
  }
}
