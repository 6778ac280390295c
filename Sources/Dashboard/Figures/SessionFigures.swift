import Analysis
import TLM

/// Sessions of a period as their page shows them: small enough to be kept for who turns pages.
struct SessionFigures: Sendable {
  /// A session.
  struct Row: Sendable {
    let id: Label
    let turns: Int
    let calls: Int
    let failed: Int
    let active_s: Double?
    let tokens: Int64
    let cost: String
    let last: Timestamp?
    let project: Label?
  }

  /// What all of them come to.
  let totals: HTML
  /// Those that worked last first.
  let rows: [Row]

  private static let mostDays = 92

  init(_ usage: PeriodUsage) {
    let answer = usage.answer
    let notes = UsageTable.notes(answer).map { note -> HTML in
      "<p>\(.report(Words.page.part(of: note)))</p>"
    }
    totals = """
      \(notes)
      <div class="columns">\(usage.costs(atMost: Self.mostDays).html)\
      \(usage.tokens(atMost: Self.mostDays).html)
      </div>
      <h2>By model</h2>
      \(.report(Words.page.part(of: UsageTable.table(answer.models, "model"))))
      """
    rows = answer.latestSessions.map { id, group in Row(id, group, answer) }
  }
}

extension SessionFigures.Row {
  fileprivate init(_ id: Label, _ group: UsageGroup, _ answer: UsageAnswer) {
    let times = answer.courses[id]?.times
    self.id = id
    (turns, active_s) = (times?.turns ?? 0, times?.active.seconds)
    (calls, failed) = (group.toolCalls, group.toolErrors)
    (tokens, cost) = (group.allTokens, UsageTable.cost(of: group))
    (last, project) = (group.last, answer.project(of: id))
  }
}
