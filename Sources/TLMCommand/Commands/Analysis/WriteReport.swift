import Analysis
import ArgumentParser
import Exporters
import TLM

/// `tlm report`: one page of HTML that says how things went.
struct WriteReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one page of HTML: summary, trends, cost and the slowest traces.",
    discussion: """
      The page is one file that needs nothing else: no script, no network; it is light or dark as \
      its reader has it, and prints. It is written whole or not at all.

      Examples:
        tlm report -o report.html
        tlm report --since this_week --compare -o week.html
        tlm report --since 2026-11 -o - > november.html
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var period: PeriodOptions

  @Option(
    defaultAsFlag: PeriodReader.before,
    help: ArgumentHelp(
      "Compare with another period; without one, with that of the same length before.",
      valueName: "period"))
  var compare: String?

  @Option(help: "How long a period of the trends is: hourly, daily, weekly, monthly, quarterly.")
  var per: TrendPeriod?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String

  func run() throws {
    let now = Timestamp.current
    let store = try store.open()
    let window = try period.window(now: now)
    let text = try document(of: store, window, now: now).text
    if output == "-" {
      let standard = Output()
      standard.line(Array(text.utf8.dropLast()))
      return standard.flush()
    }
    let file = try ExportFile(output)
    do {
      try file.write(Array(text.utf8))
      try file.commit()
    } catch {
      file.abandon()
      throw error
    }
    Message.note(SafeText.of("wrote \(output), \(Numbers.bytes(Int64(text.utf8.count)))"))
  }

  private func document(
    of store: Store, _ window: PeriodReader.Window, now: Timestamp
  ) throws -> HTMLDocument {
    let prices = try PriceTable.forUser(in: store)
    var question = SummaryQuestion(of: window.period, now: now)
    question.before = try compare.map { try period.compared($0, with: window, now: now) }
    question.prices = prices
    let summary = try store.summary(question)
    var trends = TrendQuestion(now: now)
    trends.period = window.period
    trends.per = per?.per ?? Self.per(of: window.period)
    trends.prices = prices
    let page = HTMLPage { Self.words($0) }
    var parts = [page.part(of: summary.page, title: "Summary")]
    let told = try store.trends(trends)
    if !told.isEmpty { parts.append(page.part(of: told.page, title: "Trends")) }
    if !summary.now.work.days.isEmpty {
      parts.append(page.part(of: Self.costs(of: summary.now.work), title: "Tokens and cost"))
    }
    if let traces = try store.slowestTraces(in: window.period).page {
      parts.append(page.part(of: traces, title: "Slowest traces"))
    }
    let (start, end) = (LocalTime.text(window.period.start), LocalTime.text(window.period.end))
    return HTMLDocument(
      title: "tlm report", about: "\(start) – \(end) · made \(LocalTime.text(now))", parts: parts)
  }

  /// Some dozens of cells: hours of a few days, days of some weeks, weeks of more.
  private static func per(of period: Period) -> Velocity.Period {
    switch period.length.seconds / 86_400 {
    case ..<3: .hour
    case ..<70: .day
    case ..<500: .week
    default: .month
    }
  }

  private static func costs(of work: UsageAnswer) -> ReportPage {
    var page = ReportPage()
    page.add(heading: "by day", .table(UsageTable.table(work.days, "day")))
    page.add(heading: "by model", .table(UsageTable.table(work.models, "model")))
    page.sections.append(.init(UsageTable.notes(work).map { .line($0) }))
    return page
  }

  /// As a terminal has it, in the machine's zone.
  private static func words(_ value: ReportPage.Text.Value) -> String {
    if case .time(let time) = value { return LocalTime.text(time) }
    return PageView(.output).plain(value)
  }
}
