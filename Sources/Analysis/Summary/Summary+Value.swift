package import TLM

extension Summary {
  /// All that a summary tells, as JSON: sections in which nothing happened are left out.
  package var members: [Member] {
    var members: [Member] = [
      Member("since", .time(now.period.start)), Member("until", .time(now.period.end)),
      Member("tool", question.tool.map(Value.string) ?? .null),
      Member("events", .count(now.events)), Member("untimely", .count(now.untimely)),
    ]
    members += sections(of: now)
    if let alarms = alarmsValue { members.append(Member("sensors", alarms)) }
    if let hosts { members.append(Member("hosts", .object(hosts.map(part(of:))))) }
    if let before {
      let period: [Member] = [
        Member("since", .time(before.period.start)), Member("until", .time(before.period.end)),
        Member("events", .count(before.events)),
      ]
      members.append(Member("before", .object(period + sections(of: before))))
      members.append(Member("change", change(from: before)))
    }
    return members
  }

  private func part(of host: (name: String, figures: SummaryFigures)) -> Member {
    let events: [Member] = [
      Member("events", .count(host.figures.events)),
      Member("untimely", .count(host.figures.untimely)),
    ]
    return Member(host.name, .object(events + sections(of: host.figures, hasBudget: false)))
  }

  private func sections(of figures: SummaryFigures, hasBudget: Bool = true) -> [Member] {
    var members: [Member] = []
    func add(_ name: String, _ value: Value?) {
      if let value { members.append(Member(name, value)) }
    }
    add("issues", figures.issuesValue)
    add("phases", figures.phasesValue(phaseTiming))
    add("failures", FailureClusters(figures.phases).value)
    guard tellsAll else { return members }
    if figures.tools.count > 0 { add("tools", ToolUsage().report(of: figures.tools)) }
    add("work", figures.workValue)
    let isNow = hasBudget && figures.period == now.period
    add("gate", figures.gateValue(isNow ? budget : nil))
    add("context", figures.contextValue)
    if figures.runs.count > 0 { add("runs", Runs().report(of: figures.runs)) }
    add("modes", figures.modesValue(mode))
    return members
  }

  private var alarmsValue: Value? {
    guard !alarms.isEmpty else { return nil }
    return .array(
      alarms.map { alarm in
        [
          "sensor": .string(alarm.sensor), "value": alarm.value.json,
          "unit": alarm.unit.map(Value.string) ?? .null, "time": .time(alarm.time),
          "operator": .string(alarm.comparison.operator.rawValue),
          "threshold": alarm.comparison.threshold.json, "rule": .string(alarm.rule),
        ]
      })
  }

  private func change(from before: SummaryFigures) -> Value {
    let (one, other) = (now.issues.overall, before.issues.overall)
    var members: [Member] = [
      Member("completed", .number(Change.relative(one.completed, other.completed))),
      Member(
        "success_rate",
        .number(one.rate.value.flatMap { now in other.rate.value.map { now - $0 } })),
      Member(
        "mean_duration_s", .number(Change.relative(one.durations.mean_s, other.durations.mean_s))),
    ]
    if let phaseChange { members.append(Member("phases", phaseChange.value)) }
    if tellsAll {
      let (work, otherWork) = (now.work.totals, before.work.totals)
      members += [
        Member(
          "tokens", .number(Change.relative(Double(work.allTokens), Double(otherWork.allTokens)))),
        Member(
          "cost_usd",
          .number(Change.relative(work.knownCost?.rounded, otherWork.knownCost?.rounded))),
      ]
    }
    return .object(members)
  }
}

extension PhaseChange {
  fileprivate var value: Value {
    [
      "per_attempt_s": .number(perAttempt.map { $0 / 1e9 }),
      "per_attempt_before_s": .number(perAttemptBefore.map { $0 / 1e9 }),
      "contributions": .object(
        phases.sorted { $0.name < $1.name }.map { phase in
          Member(phase.name.text, .number(phase.contribution))
        }),
      "by_phase": .object(
        phases.sorted { $0.name < $1.name }.map { phase in
          Member(
            phase.name.text,
            [
              "per_attempt_s": .double(phase.now / 1e9),
              "per_attempt_before_s": .double(phase.before / 1e9),
            ])
        }),
    ]
  }
}

extension FailureClusters {
  /// Nil where no attempt succeeded or failed.
  fileprivate var value: Value? {
    guard tried > 0 else { return nil }
    return [
      "tried": .count(tried), "failed": .count(failed),
      "sentence": sentence.map(Value.string) ?? .null,
      "cells": .array(
        cells.map { cell in
          [
            "phase": .name(cell.phase), "type": .string(cell.type.text),
            "count": .count(cell.count),
          ]
        }),
      "by_tool": Self.value(of: tools), "by_type": Self.value(of: types),
    ]
  }

  private static func value(of groups: [Group]) -> Value {
    .object(
      groups.sorted { $0.name < $1.name }.map { group in
        Member(
          group.name.text,
          .object([Member("completed", .count(group.completed))] + group.rate.members))
      })
  }
}

extension SuccessRate {
  /// Both counts, the rate and its interval.
  var members: [Member] {
    [
      Member("success", .count(success)), Member("failure", .count(failure)),
      Member("success_rate", .number(value)), Member("success_rate_low", .number(low)),
      Member("success_rate_high", .number(high)),
    ]
  }
}
