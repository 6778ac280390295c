import Analysis
import Documents
import TLM

extension NamedQuestion {
  /// `tlm summary --json`.
  package static let summary = NamedQuestion(
    "summary", title: "What happened lately",
    "What happened in a period: issues, phases and the bottleneck, failures, tools, agents' work, "
      + "runs and modes; with compare also what changed.",
    parameters: [
      Parameter(
        "since", .text,
        "The period: 7d, 14d..7d, today, monday, this_week, last_week, 2026-11, or a time at which "
          + "it begins."
      ).usually("7d"),
      Parameter("until", .text, "Where it ends; without it, now."),
      Parameter(
        "compare", .text,
        "Compare with another period; before is the one of the same length before."),
      Parameter("tool", .text, "Only what this program did to issues."),
      Parameter("by", .choice(["host"]), "Also what happened on each host."), .origin,
    ],
    shape: .object([("schema", .text)])
  ) { store, given in
    let now = Timestamp.current
    let periods = Clock(now: now).periods
    let window = try periods.window(since: given.text("since") ?? "7d", until: given.text("until"))
    var question = SummaryQuestion(of: window.period, now: now)
    question.before = try given.text("compare").map { try periods.compared($0, with: window) }
    question.tool = given.text("tool")
    question.isByHost = given.text("by") == "host"
    question.prices = try PriceTable.forUser(in: store)
    return SummaryDocument(try store.summary(question)).json
  }
}
