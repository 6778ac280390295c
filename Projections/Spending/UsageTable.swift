package import Events

/// Figures of work as people read them.
package enum UsageTable {
  /// A row for each group, in the order of their names.
  package static func table(_ groups: [Label: UsageGroup], _ title: String) -> ReportPage.Table {
    table(groups.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }, title)
  }

  /// A row for each group, in this order.
  package static func table(
    _ groups: [(name: String, group: UsageGroup)], _ title: String
  ) -> ReportPage.Table {
    ReportPage.Table(
      of: groups,
      .text(title) { $0.name },
      .count("responses") { $0.group.responses }.forWideScreens,
      .text("input") { tokens($0.group.inputTokens) }.right.forWideScreens,
      .text("output") { tokens($0.group.outputTokens) }.right,
      .text("cache read") { tokens($0.group.cacheReadTokens) }.right.forWideScreens,
      .text("cache write") { tokens($0.group.cacheCreationTokens) }.right.forWideScreens,
      .text("cost") { cost(of: $0.group) }.right)
  }

  /// What the figures leave out, each in a line.
  package static func notes(_ answer: UsageAnswer) -> [ReportPage.Text] {
    let (left, totals) = (answer.leftOut, answer.totals)
    var parts: [ReportPage.Text] = [
      .count(totals.sessions.count, "session"), .count(totals.responses, "response"),
      .count(totals.prompts, "prompt"), .count(totals.toolCalls, "tool call"),
    ]
    if totals.toolErrors > 0 { parts.append("\(.count(totals.toolErrors), .bad) failed") }
    if totals.compactions > 0 { parts.append(.count(totals.compactions, "compaction")) }
    if totals.knownCost != nil { parts.append("\(cost(of: totals), .strong)") }
    var notes: [ReportPage.Text] = [.list(parts)]
    func note(_ count: Int, _ noun: String, _ rest: String) {
      if count > 0 { notes.append("\(.count(count, noun)) \(rest)") }
    }
    if left.unpriced > 0 {
      let names = totals.unpriced.sorted().map(\.text).joined(separator: ", ")
      note(left.unpriced, "response", "in no cost, as there is no price of \(names)")
    }
    note(left.unreadable, "response", "with a count of tokens that cannot be read; it counts as 0")
    note(left.unreadableCosts, "response", "with a cost that cannot be read, in no cost")
    if let untimed = untimed(answer, "day") { notes.append(untimed) }
    note(left.withoutSession, "piece", "of work that names no session, in none")
    return notes
  }

  /// How much work has no time and is in no `place`; nil where all has one.
  package static func untimed(_ answer: UsageAnswer, _ place: String) -> ReportPage.Text? {
    let count = answer.leftOut.untimed
    return count > 0 ? "\(.count(count, "piece")) of work without a time, in no \(place)" : nil
  }

  /// `950`, `12.3k`, `1.2M`.
  package static func tokens(_ count: Int64) -> String {
    switch count {
    case ..<1000: "\(count)"
    case ..<999_950: short(count, per: 1000) + "k"
    case ..<999_950_000: short(count, per: 1_000_000) + "M"
    default: short(count, per: 1_000_000_000) + "G"
    }
  }

  private static func short(_ count: Int64, per unit: Int64) -> String {
    let tenths = (count / (unit / 10) + (count % (unit / 10) * 2 >= unit / 10 ? 1 : 0))
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `$0.2992`; with two decimals from ten dollars on.
  package static func dollars(_ cost: Dollars) -> String {
    let places: Int64 = cost.picodollars.magnitude >= 10_000_000_000_000 ? 100 : 10_000
    let unit = Int128(1_000_000_000_000 / places)
    let (whole, rest) = cost.picodollars.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
    let number = Int64(clamping: whole) + (rest * 2 >= unit.magnitude ? 1 : 0)
    let decimals = String(number % places)
    let zeros = String(repeating: "0", count: String(places).count - 1 - decimals.count)
    return "\(cost.picodollars < 0 ? "-" : "")$\(number / places).\(zeros)\(decimals)"
  }

  /// What a group cost; with a plus where a part of it has no price.
  package static func cost(of group: UsageGroup) -> String {
    guard let cost = group.knownCost else {
      return group.unpriced.isEmpty ? "unreadable" : "unpriced"
    }
    return dollars(cost) + (group.unpriced.isEmpty && group.unreadableCosts == 0 ? "" : "+")
  }
}

extension ReportPage.Table.Column {
  /// The same column with its cells to the right.
  fileprivate var right: ReportPage.Table.Column<Element> {
    var column = self
    column.heading.kind = .count
    return column
  }
}
