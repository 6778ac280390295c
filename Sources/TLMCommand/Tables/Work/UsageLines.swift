import Questions
import TLM

/// What agents' work came to, as people read it.
enum UsageLines {
  /// - Parameter hosts: the work of each machine, where it is told by machines.
  static func page(
    _ answer: UsageAnswer, _ question: UsageQuestion, by view: UsageView,
    _ hosts: [(name: String, group: UsageGroup)], hasBreakdown: Bool
  ) -> ReportPage {
    var page = ReportPage()
    guard answer.totals != UsageGroup() else {
      page.add(
        question.hasTimes
          ? .line("no work of an agent in that time")
          : .line("no line tells of an agent's work; tlm import claude brings it in"))
      if let untimed = UsageTable.untimed(answer, "day") { page.add(.line(untimed)) }
      return page
    }
    let told = view == .host ? hosts : groups(answer, by: view)
    let groups = withParts(told, hasBreakdown && view != .model)
    page.add(.table(UsageTable.table(groups, title(of: view))))
    page.sections.append(.init(UsageTable.notes(answer).map { .line($0) }))
    if question.reprices, answer.comparison.responses > 0 {
      let comparison = answer.comparison
      page.add(
        .line(
          """
          of \(.count(comparison.responses, "response")) the sources say \
          \(UsageTable.dollars(comparison.own)), the table \
          \(UsageTable.dollars(comparison.table), .strong)
          """))
    }
    return page
  }

  private static func title(of view: UsageView) -> String {
    switch view {
    case .daily, .statusline: "day"
    case .weekly: "week from"
    case .monthly: "month"
    case .session: "session"
    case .model: "model"
    case .project: "project"
    case .host: "host"
    case .blocks: "block from"
    }
  }

  private static func groups(
    _ answer: UsageAnswer, by view: UsageView
  ) -> [(name: String, group: UsageGroup)] {
    switch view {
    case .host: []
    case .daily, .statusline: named(answer.days)
    case .weekly: named(answer.groups(by: .week))
    case .monthly: named(answer.groups(by: .month))
    case .model: named(answer.models)
    case .session:
      answer.sessions.sorted { order($0) < order($1) }.map { ($0.key.text, $0.value) }
    case .project:
      answer.projects.sorted { ($0.key?.text ?? "") < ($1.key?.text ?? "") }
        .map { ($0.key.map { folder($0.text) } ?? "(none)", $0.value) }
    case .blocks:
      answer.blocks.map { (LocalTime.text($0.start, for: .output), $0.group) }
    }
  }

  private static func named(
    _ groups: [Label: UsageGroup]
  ) -> [(name: String, group: UsageGroup)] {
    groups.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  /// By the hour of their last work.
  private static func order(_ entry: (key: Label, value: UsageGroup)) -> (Int64, Label) {
    (entry.value.last?.wholeSecond.flooredDivision(by: 3600) ?? .min, entry.key)
  }

  /// The two last parts of a path say which it is.
  private static func folder(_ path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count < 3 ? path : "…/" + parts.suffix(2).joined(separator: "/")
  }

  private static func withParts(
    _ groups: [(name: String, group: UsageGroup)], _ isWanted: Bool
  ) -> [(name: String, group: UsageGroup)] {
    guard isWanted else { return groups }
    return groups.flatMap { entry in
      [entry] + named(entry.group.models).map { ("  " + $0.name, $0.group) }
    }
  }

  /// `today $1.23 · 4.5M tokens · block $0.80, 2 h 10 min left`.
  static func statusLine(
    _ answer: UsageAnswer, _ question: UsageQuestion, now: Timestamp
  ) -> String {
    let today = answer.days[question.date(of: now)] ?? UsageGroup()
    var parts = [
      "today " + UsageTable.cost(of: today), UsageTable.tokens(today.allTokens) + " tokens",
    ]
    if let block = answer.blocks.last, let rest = block.rest(at: now) {
      let left = Numbers.duration(rest.seconds)
      parts.append("block \(UsageTable.cost(of: block.group)), \(left) left")
    }
    return parts.joined(separator: " · ")
  }
}
