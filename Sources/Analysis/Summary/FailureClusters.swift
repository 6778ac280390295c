package import TLM

/// Attempts at issues that failed: where they cluster.
package struct FailureClusters: Sendable {
  /// Attempts that succeeded or failed.
  package private(set) var tried = 0
  /// Those that failed.
  package private(set) var failed = 0
  /// By phase (nil: in none that was told) and type of issue, the most first.
  package let cells: [Cell]
  /// How attempts of each program ended, the one that failed most often first.
  package let tools: [Group]
  /// How attempts of each type of issue ended, likewise.
  package let types: [Group]

  /// Failures of one phase and type.
  package struct Cell: Sendable, Equatable {
    /// The phase; nil where no event says one.
    package let phase: Label?
    /// The type of issue.
    package let type: Label
    /// How many.
    package let count: Int
  }

  /// Attempts that were made by one program, or at one type of issue.
  package struct Group: Sendable, Equatable {
    /// The program or type.
    package let name: Label
    /// All that have ended.
    package let completed: Int
    /// Those that succeeded, of those that succeeded or failed.
    package let rate: SuccessRate
  }

  init(_ phases: PhaseTiming.State) {
    var counts: [Label: [Label?: Int]] = [:]
    var (tools, types) = ([Label: PhaseTiming.EndedTotal](), [Label: PhaseTiming.EndedTotal]())
    for (tool, type, total) in phases.endedByCell {
      tried += total.success + total.failure
      failed += total.failure
      var untold = total.failure
      for (phase, count) in total.failures {
        counts[type, default: [:]][phase, default: 0] += count
        untold -= count
      }
      if untold > 0 { counts[type, default: [:]][nil, default: 0] += untold }
      tools[tool, default: .init()].merge(total)
      types[type, default: .init()].merge(total)
    }
    cells = counts.flatMap { type, phases in
      phases.map { Cell(phase: $0.key, type: type, count: $0.value) }
    }
    .sorted { Self.order($0) < Self.order($1) }
    self.tools = Self.groups(tools)
    self.types = Self.groups(types)
  }

  private static func order(_ cell: Cell) -> (Int, Int, Label, Label) {
    (-cell.count, cell.phase == nil ? 1 : 0, cell.phase ?? "", cell.type)
  }

  private static func groups(_ totals: [Label: PhaseTiming.EndedTotal]) -> [Group] {
    totals.map { name, total in
      Group(
        name: name, completed: total.completed,
        rate: SuccessRate(success: total.success, failure: total.failure))
    }
    .sorted { left, right in
      let (one, other) = (left.rate.value ?? 2, right.rate.value ?? 2)
      return one == other ? left.name < right.name : one < other
    }
  }

  /// Failures by phase, the most first.
  package var phases: [(name: Label?, count: Int)] {
    var counts: [Label?: Int] = [:]
    for cell in cells { counts[cell.phase, default: 0] += cell.count }
    return counts.map { (name: $0.key, count: $0.value) }.sorted { left, right in
      left.count == right.count
        ? (left.name == nil ? 1 : 0, left.name ?? "") < (
          right.name == nil ? 1 : 0, right.name ?? ""
        )
        : left.count > right.count
    }
  }

  /// `2 of 8 failed, both in verify, both ENH`; nil where nothing failed.
  package var sentence: String? {
    guard failed > 0 else { return nil }
    var parts = ["\(failed) of \(tried) failed"]
    if let phase = phases.first, let name = phase.name {
      if let part = part(phase.count) { parts.append("\(part)in \(name)") }
    }
    var counts: [Label: Int] = [:]
    for cell in cells { counts[cell.type, default: 0] += cell.count }
    let type = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    if let type, let part = part(type.value) { parts.append("\(part)\(type.key)") }
    return parts.joined(separator: ", ")
  }

  /// How many of those that failed are meant; nil where they are not most of them.
  private func part(_ count: Int) -> String? {
    if count == failed { return failed == 1 ? "" : failed == 2 ? "both " : "all " }
    return count * 2 > failed ? "\(count) " : nil
  }

  /// The two programs of which one fails clearly more often: their intervals do not meet.
  package var contrast: (worse: Group, better: Group)? {
    guard let worse = tools.first(where: { $0.rate.value != nil }),
      let better = tools.last(where: { $0.rate.value != nil }), worse.name != better.name,
      let high = worse.rate.high, let low = better.rate.low, high < low
    else { return nil }
    return (worse, better)
  }
}
