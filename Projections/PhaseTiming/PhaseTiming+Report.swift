public import Events

extension PhaseTiming.State {
  /// Every phase of issues, over all tools and types that count, pairs of open attempts included.
  public func phases(of projection: PhaseTiming) -> [Label: PhaseTiming.PhaseTotal] {
    phases(in: cells(projection.selection))
  }

  private func phases(in cells: [PhaseCell: PhaseTiming.PhaseTotal])
    -> [Label: PhaseTiming.PhaseTotal]
  {
    var phases: [Label: PhaseTiming.PhaseTotal] = [:]
    for (cell, total) in cells { phases[cell.phase, default: .init()].merge(total) }
    return phases
  }

  /// The phases of issues by what each belongs to, a tool or a type.
  private func phases(
    in cells: [PhaseCell: PhaseTiming.PhaseTotal], by group: (PhaseCell) -> Label
  ) -> [(key: Label, value: [Label: PhaseTiming.PhaseTotal])] {
    var groups: [Label: [Label: PhaseTiming.PhaseTotal]] = [:]
    for (cell, total) in cells {
      groups[group(cell), default: [:]][cell.phase, default: .init()].merge(total)
    }
    return groups.sorted { $0.key < $1.key }
  }

  /// Final totals and the pairs of attempts that are open still.
  private func cells(_ selection: Selection) -> [PhaseCell: PhaseTiming.PhaseTotal] {
    var cells = Dictionary(uniqueKeysWithValues: issues.totals.all.map { ($0.cell, $0.tally) })
    for pair in issues.openPairs(selection) {
      cells[pair.cell, default: .init()].record(pair.duration, pair.outcome)
    }
    return cells
  }

  /// All attempts that have ended.
  package var ended: PhaseTiming.EndedTotal {
    issues.ended.all.reduce(into: PhaseTiming.EndedTotal()) { $0.merge($1.tally) }
  }

  /// Attempts that have ended, by the tool and the type of their completions.
  package var endedByCell: [(tool: Label, type: Label, total: PhaseTiming.EndedTotal)] {
    issues.ended.all.map { (tool: $0.cell.tool, type: $0.cell.type, total: $0.tally) }
      .sorted { ($0.tool, $0.type) < ($1.tool, $1.type) }
  }

  func report(_ selection: Selection) -> Value {
    let cells = cells(selection)
    let phases = phases(in: cells)
    let stages = requests.totals.filter { $0.key != RequestStages.total }
    return [
      "phases": Self.map(of: phases),
      "bottleneck": Value(phases.mapValues(\.durations).bottleneck),
      "elapsed": Self.map(of: issues.elapsed),
      "states": Self.map(of: loops.totals),
      "states_bottleneck": Value(loops.totals.mapValues(\.durations).bottleneck),
      "requests": Self.map(of: requests.totals, sharing: stages),
      "requests_bottleneck": Value(stages.bottleneck),
      "by_tool": .object(
        self.phases(in: cells, by: \.tool).map { Member($0.text, Self.map(of: $1)) }),
      "by_type": .object(
        self.phases(in: cells, by: \.type).map { Member($0.text, Self.map(of: $1)) }),
      "attempts": ended.value,
      "failures": .array(endedByCell.flatMap(Self.failures)),
      "invalid": .integer(Int64(invalid)),
    ]
  }

  /// Attempts of one tool and type that failed, by the phase that they failed in; those in none last.
  private static func failures(
    _ cell: (tool: Label, type: Label, total: PhaseTiming.EndedTotal)
  ) -> [Value] {
    let told = cell.total.failures.sorted { $0.key < $1.key }.map {
      (phase: Label?($0.key), $0.value)
    }
    let untold = cell.total.failure - cell.total.failures.values.reduce(0, +)
    return (told + (untold > 0 ? [(nil, untold)] : [])).map { phase, count in
      [
        "phase": Value(phase), "tool": .string(cell.tool.text), "type": .string(cell.type.text),
        "count": Value(count),
      ]
    }
  }

  private static func map(of elapsed: [Label: Distribution]) -> Value {
    .object(
      elapsed.sorted { $0.key < $1.key }.map { Member($0.text, .object($1.timings)) })
  }

  private static func map(of phases: [Label: PhaseTiming.PhaseTotal]) -> Value {
    let whole = phases.mapValues(\.durations).whole
    return .object(
      phases.sorted { $0.key < $1.key }.map { name, total in
        var members = total.durations.timings
        members.insert(contentsOf: total.outcomes, at: 1)
        members.append(Member("share", total.durations.share(of: whole)))
        return Member(name.text, .object(members))
      })
  }

  private static func map(of states: [Label: PhaseTiming.LoopTotal]) -> Value {
    let whole = states.mapValues(\.durations).whole
    return .object(
      states.sorted { $0.key < $1.key }.map { name, total in
        let share = Member("share", total.durations.share(of: whole))
        return Member(name.text, .object(total.counts + total.durations.timings + [share]))
      })
  }

  private static func map(
    of requests: [Label: Distribution], sharing stages: [Label: Distribution]
  ) -> Value {
    let whole = stages.whole
    return .object(
      requests.sorted { $0.key < $1.key }.map { name, durations in
        let share = stages[name] == nil ? .null : durations.share(of: whole)
        return Member(name.text, .object(durations.timings + [Member("share", share)]))
      })
  }
}

extension PhaseTiming {
  public func report(of state: State) -> Value { state.report(selection) }
}

extension PhaseTiming.PhaseTotal {
  fileprivate var outcomes: [Member] {
    [
      Member("success", .integer(Int64(success))), Member("failure", .integer(Int64(failure))),
      Member("skipped", .integer(Int64(skipped))), Member("unknown", .integer(Int64(unknown))),
    ]
  }
}

extension PhaseTiming.EndedTotal {
  fileprivate var value: Value {
    [
      "completed": Value(completed), "timed": Value(timed), "success": Value(success),
      "failure": Value(failure), "skipped": Value(skipped),
    ]
  }
}

extension PhaseTiming.LoopTotal {
  fileprivate var counts: [Member] {
    [
      Member("entries", .integer(Int64(entries))), Member("actions", .integer(Int64(actions))),
      Member("failure", .integer(Int64(failure))),
    ]
  }
}
