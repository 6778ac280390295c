public import Events

extension ToolUsage {
  public func report(of state: State) -> Value {
    let tools = state.calls.merged(by: \.tool)
    let overall = tools.values.reduce(into: CallTally()) { $0.merge($1) }
    return [
      "overall": .object(overall.members),
      "tools": Self.map(of: tools),
      "bottleneck": Value(tools.mapValues(\.durations).bottleneck),
      "by_risk": Self.map(of: state.calls.merged(by: \.risk)),
      "open": Value(state.calls.open.count),
      "programs": .object(
        state.programs.all.sorted { $0.cell < $1.cell }.map {
          Member($0.cell.text, $0.tally.report)
        }),
      "invalid": Value(state.invalid),
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

extension ToolCalls {
  /// Calls by what each belongs to, a tool or a level of risk.
  func merged(by group: (CallCell) -> Label) -> [Label: CallTally] {
    var groups: [Label: CallTally] = [:]
    for (cell, tally) in cells.all { groups[group(cell), default: .init()].merge(tally) }
    return groups
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
