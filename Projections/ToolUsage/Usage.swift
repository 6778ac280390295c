import Events

/// All calls by what was called, and all programs.
struct Usage {
  private var cells = CellTable<CalledTool, CallTally>()
  private(set) var programs = CellTable<Label, ProgramTally>()
  /// Calls that began and did not end.
  private(set) var open = 0
  private(set) var invalid = 0

  init(_ rows: Rows<ToolUsage.Row>) {
    rows.forEach { _, row in
      switch row.content {
      case .call(let call): add(call)
      case .sums(let sums): for sums in sums { add(sums) }
      }
    }
  }

  init(_ sums: UsageSums) { add(sums) }

  /// Calls by what each belongs to, a tool or a level of risk.
  func merged(by group: (CalledTool) -> Label) -> [Label: CallTally] {
    var groups: [Label: CallTally] = [:]
    for (cell, tally) in cells.all { groups[group(cell), default: .init()].merge(tally) }
    return groups
  }

  private mutating func add(_ call: ToolCall) {
    guard let outcome = call.end else {
      open += 1
      return
    }
    let (measured, place) = (call.measured, cells.place(of: call.called, from: .init()))
    if case .invalid = measured { invalid += 1 }
    cells.update(at: place) { $0.record(outcome, measured) }
  }

  private mutating func add(_ sums: UsageSums) {
    invalid += sums.invalid
    programs = sums.programs
    for (cell, tally) in sums.calls.all {
      let place = cells.place(of: cell, from: .init())
      cells.update(at: place) { $0.merge(tally) }
    }
  }
}
