import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm summary`: what happened in a period, and how that differs from another one.
struct ShowSummary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "What happened lately: issues, phases, failures, tools, agents' work, runs, modes.",
    discussion: """
      Success rates come with their 95 % intervals; the bottleneck is the phase with the most time. \
      With --compare it says what changed against the period before, or against another one, and \
      which phase accounts for it. Periods are half-open; days are local. Sections in which nothing \
      happened are left out. It ends with 1 where nothing happened at all.

      Examples:
        tlm summary
        tlm summary --since this_week --compare
        tlm summary --since 2026-11 --compare 2026-10
        tlm summary --since 14d..7d --tool ll-auto
        tlm summary --since today --by host
        tlm summary --json | jq .phases.bottleneck
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var period: PeriodOptions

  @Option(help: "Only what this program did to issues.", completion: Completions.values(of: .tool))
  var tool: String?

  @Option(
    defaultAsFlag: PeriodReader.before,
    help: ArgumentHelp(
      "Compare with another period; without one, with that of the same length before.",
      valueName: "period"))
  var compare: String?

  @Option(help: "Tell also what happened on each host, where a relay pulled those of several.")
  var by: SummaryGroup?

  @Option(
    help: ArgumentHelp(
      "A file of prices that come before your own and tlm's.", valueName: "file"))
  var prices: String?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let now = Timestamp.current
    let window = try period.window(now: now)
    var question = SummaryQuestion(of: window.period, now: now)
    question.before = try compare.map { try period.compared($0, with: window, now: now) }
    question.tool = tool
    question.isByHost = by == .host
    let store = try store.open()
    question.prices = try PriceTable.forUser(naming: prices, in: store)
    let summary = try store.summary(question)
    let output = Output()
    if format.json {
      output.json(SummaryDocument(summary))
    } else {
      output.show(PageView(.output).lines(of: summary.page))
    }
    output.flush()
    if summary.isEmpty { throw Failure.nothingFound }
  }
}

/// By what a summary is told besides.
enum SummaryGroup: String, CaseIterable, ExpressibleByArgument {
  case host
}
