import TLM

/// The sections of a period as JSON; nil where nothing happened.
extension SummaryFigures {
  /// Issues that were started in the period.
  var started: Int { issues.buckets.values.reduce(0) { $0 + $1.started } }

  /// Whether something is known of issues.
  var hasIssues: Bool { started > 0 || issues.overall.completed > 0 }

  var issuesValue: Value? {
    guard hasIssues else { return nil }
    let overall = issues.overall
    let head = [
      Member("started", .count(started)), Member("completed", .count(overall.completed)),
      Member("skipped", .count(overall.skipped)),
    ]
    return .object(
      head + overall.rate.members + [
        Member("per_day", .number(issues.velocity_per_day)),
        Member("duplicates", .count(issues.duplicates)),
        Member("duration", .object(overall.durations.timings)),
        Member(
          "by_tool",
          .object(
            issues.tools.sorted { $0.key < $1.key }.map { tool, completions in
              Member(tool.text, .object(Self.members(of: completions)))
            })),
      ])
  }

  private static func members(of completions: Completions) -> [Member] {
    [Member("completed", .count(completions.completed))] + completions.rate.members + [
      Member("mean_duration_s", .number(completions.durations.mean_s))
    ]
  }

  func phasesValue(_ projection: PhaseTiming) -> Value? {
    let report = projection.report(of: phases)
    let isEmpty = ["phases", "elapsed", "states", "requests"].allSatisfy {
      report[$0]?.members.isEmpty ?? true
    }
    // Not by a nil in place of a value, which would be null.
    if isEmpty { return nil }
    return report
  }

  var workValue: Value? {
    guard work.totals != UsageGroup() else { return nil }
    let models = work.value()["by_model"] ?? .object([])
    return .object(work.totals.members + course.members + [Member("by_model", models)])
  }

  /// - Parameter budget: what is left of it now.
  func gateValue(_ budget: BudgetLeft?) -> Value? {
    guard gated.count > 0 || budget != nil else { return nil }
    let left: Value? = budget.map {
      [
        "limit_usd": .double($0.limit), "spent_usd": .double($0.spent),
        "left_usd": .double($0.left),
      ]
    }
    return [
      "refused": .count(gated.count), "first": .time(gated.first),
      "by": .object(
        gated.refused.sorted { $0.key < $1.key }.map { Member($0.key.text, .count($0.value)) }),
      "budget": left ?? .null,
    ]
  }

  var contextValue: Value? {
    guard context.snapshots + context.others > 0 else { return nil }
    return [
      "issues": .count(context.peaks.count), "snapshots": .count(context.snapshots),
      "others": .count(context.others), "mean_tokens": .number(context.meanTokens),
      "max_tokens": context.largest.map { .integer($0.tokens) } ?? .null,
      "max_issue": .name(context.largest?.issue),
    ]
  }

  /// - Parameter mode: the mode in force now.
  func modesValue(_ mode: ModeRecord?) -> Value? {
    guard let modes, let mode else { return nil }
    return [
      "mode": .string(mode.mode.text), "mode_since": .time(mode.last?.time),
      "changes": .count(modes.changes),
      "time_s": .object(
        modes.time.sorted { $0.key < $1.key }.map { mode, time in
          Member(mode.text, .double(Double(time) / 1e9))
        }),
    ]
  }
}

extension SummaryFigures {
  /// The sessions of a period taken together.
  struct Course {
    var turns = 0
    var active = Nanoseconds.zero
    var contextPeak: Int64 = 0

    var members: [Member] {
      [
        Member("turns", .count(turns)), Member("active_s", .double(active.seconds)),
        Member("context_peak_tokens", .integer(contextPeak)),
      ]
    }
  }

  /// What the courses of all sessions come to.
  var course: Course {
    var sum = Course()
    for course in work.courses.values {
      let times = course.times
      sum.turns += times.turns
      let (active, isBeyond) = sum.active.rawValue.addingReportingOverflow(times.active.rawValue)
      sum.active = Nanoseconds(rawValue: isBeyond ? .max : active)
      sum.contextPeak = max(sum.contextPeak, course.contextPeak)
    }
    return sum
  }
}
