public import Events

extension ToolUsage {
  public func report(of rows: Rows<ToolUsage.Row>) -> Value {
    let usage = Usage(rows)
    let tools = usage.merged(by: \.tool)
    let overall = tools.values.reduce(into: CallTally()) { $0.merge($1) }
    return [
      "overall": .object(overall.members),
      "tools": Self.map(of: tools),
      "bottleneck": Value(tools.mapValues(\.durations).bottleneck),
      "by_risk": Self.map(of: usage.merged(by: \.risk)),
      "open": Value(usage.open),
      "programs": usage.programReport,
      "invalid": Value(usage.invalid),
    ]
  }

  private static func map(of tallies: [Label: CallTally]) -> Value {
    let whole = tallies.mapValues(\.durations).whole
    return .object(
      tallies.sorted { $0.key < $1.key }.map { name, tally in
        let share = Member("share", tally.durations.share(of: whole))
        return Member(name.text, .object(tally.members + [share]))
      })
  }
}

extension Usage {
  fileprivate var programReport: Value {
    .object(
      programs.all.sorted { $0.cell < $1.cell }.map { Member($0.cell.text, $0.tally.report) })
  }
}

extension ToolUsage.Row {
  /// The call, as it is listed; the sums as if there were no calls but theirs.
  var value: Value {
    switch content {
    case .call(let call): call.value
    case .sums(let sums): sums.first.map { Usage($0).value } ?? .null
    }
  }
}

extension Usage {
  fileprivate var value: Value {
    let all = merged(by: \.tool).values.reduce(into: CallTally()) { $0.merge($1) }
    return ["calls": Value(all.calls), "programs": programReport, "invalid": Value(invalid)]
  }
}

extension PackedTime {
  fileprivate var value: Value { time.map { .string($0.description) } ?? .null }
}

extension CallOutcome {
  package var word: String {
    switch self {
    case .blocked: "blocked"
    case .cancelled: "cancelled"
    case .failure: "failure"
    case .other: "other"
    case .success: "success"
    }
  }
}

extension ToolCall {
  fileprivate var value: Value {
    var duration_s: Value = .null
    if case .valid(let duration) = measured { duration_s = .double(duration.seconds) }
    return [
      "tool": .string(called.tool.text), "risk": .string(called.risk.text),
      "outcome": end.map { .string($0.word) } ?? .null, "open": .bool(isOpen),
      "begin": begun.value, "end": ended.value, "duration_s": duration_s,
    ]
  }
}

extension CallTally {
  /// Counts, rates and times of calls.
  fileprivate var members: [Member] {
    [Member("calls", Value(calls))] + ends + [Member("blocked", Value(blocked))] + rates
      + durations.timings
  }

  fileprivate var ends: [Member] {
    [
      Member("success", Value(success)), Member("failure", Value(failure)),
      Member("other", Value(other)),
    ]
  }

  fileprivate var rates: [Member] {
    [
      Member("success_rate", .ratio(success, of: success + failure)),
      Member("error_rate", Value(errorRate)),
    ]
  }
}

extension ProgramTally {
  fileprivate var report: Value {
    let members = [
      Member("events", Value(events)),
      Member("first", first.map { .string($0.description) } ?? .null),
      Member("last", last.map { .string($0.description) } ?? .null),
      Member("commands", Value(commands.ran)),
    ]
    return .object(members + commands.ends + commands.durations.timings)
  }
}
