public import Events

extension PhaseTiming.State {
  /// Every phase of issues, over all tools and types, pairs of open attempts included.
  public var phases: [Label: PhaseTotal] {
    var phases: [Label: PhaseTotal] = [:]
    for (cell, total) in cells { phases[cell.phase, default: .init()].merge(total) }
    return phases
  }

  /// The phases of issues by what each belongs to, a tool or a type.
  private func phases(
    by group: (PhaseCell) -> Label
  ) -> [(key: Label, value: [Label: PhaseTotal])] {
    var groups: [Label: [Label: PhaseTotal]] = [:]
    for (cell, total) in cells {
      groups[group(cell), default: [:]][cell.phase, default: .init()].merge(total)
    }
    return groups.sorted { $0.key < $1.key }
  }

  /// Final totals and the pairs of attempts that are open still.
  private var cells: [PhaseCell: PhaseTotal] {
    var cells = issues.totals
    for attempts in issues.open.values {
      for pair in attempts.all.flatMap(\.countedPairs) {
        cells[pair.cell, default: .init()].record(pair.duration, pair.outcome)
      }
    }
    return cells
  }

  var report: Value {
    let phases = phases
    let stages = requests.totals.filter { $0.key != RequestStages.total }
    return [
      "phases": Self.map(of: phases),
      "bottleneck": bottleneck(phases.mapValues(\.durations)),
      "elapsed": Self.map(of: issues.elapsed),
      "states": Self.map(of: loops.totals),
      "states_bottleneck": bottleneck(loops.totals.mapValues(\.durations)),
      "requests": Self.map(of: requests.totals, sharing: stages),
      "requests_bottleneck": bottleneck(stages),
      "by_tool": .object(self.phases(by: \.tool).map { Member($0.text, Self.map(of: $1)) }),
      "by_type": .object(self.phases(by: \.type).map { Member($0.text, Self.map(of: $1)) }),
      "invalid": .integer(Int64(invalid)),
    ]
  }

  private static func map(of elapsed: [Label: Distribution]) -> Value {
    .object(
      elapsed.sorted { $0.key < $1.key }.map { Member($0.text, .object($1.timings)) })
  }

  private static func map(of phases: [Label: PhaseTotal]) -> Value {
    let whole = sum(phases.values.map(\.durations))
    return .object(
      phases.sorted { $0.key < $1.key }.map { name, total in
        var members = total.durations.timings
        members.insert(contentsOf: total.outcomes, at: 1)
        members.append(Member("share", total.durations.share(of: whole)))
        return Member(name.text, .object(members))
      })
  }

  private static func map(of states: [Label: LoopTotal]) -> Value {
    let whole = sum(states.values.map(\.durations))
    return .object(
      states.sorted { $0.key < $1.key }.map { name, total in
        let share = Member("share", total.durations.share(of: whole))
        return Member(name.text, .object(total.counts + total.durations.timings + [share]))
      })
  }

  private static func map(
    of requests: [Label: Distribution], sharing stages: [Label: Distribution]
  ) -> Value {
    let whole = sum(stages.values)
    return .object(
      requests.sorted { $0.key < $1.key }.map { name, durations in
        let share = stages[name] == nil ? .null : durations.share(of: whole)
        return Member(name.text, .object(durations.timings + [Member("share", share)]))
      })
  }
}

extension PhaseTiming {
  public func report(of state: State) -> Value { state.report }
}

extension PhaseTotal {
  fileprivate var outcomes: [Member] {
    [
      Member("success", .integer(Int64(success))), Member("failure", .integer(Int64(failure))),
      Member("skipped", .integer(Int64(skipped))), Member("unknown", .integer(Int64(unknown))),
    ]
  }
}

extension LoopTotal {
  fileprivate var counts: [Member] {
    [
      Member("entries", .integer(Int64(entries))), Member("actions", .integer(Int64(actions))),
      Member("failure", .integer(Int64(failure))),
    ]
  }
}

/// All the time of a map, in nanoseconds.
private func sum(_ durations: some Sequence<Distribution>) -> Int128 {
  durations.reduce(0) { $0 + $1.sum }
}

/// The name that took the most time, of equals the one that sorts first; null without any time.
private func bottleneck(_ durations: [Label: Distribution]) -> Value {
  let inOrder = durations.sorted { $0.key < $1.key }
  var longest: (name: Label, sum: Int128)?
  for (name, durations) in inOrder where durations.sum > longest?.sum ?? 0 {
    longest = (name, durations.sum)
  }
  return longest.map { .string($0.name.text) } ?? .null
}
