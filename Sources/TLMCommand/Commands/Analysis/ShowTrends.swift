import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm trends`: what becomes more and what less.
struct ShowTrends: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "What becomes more and what less, period by period, as small pictures.",
    discussion: """
      One cell a period, empty ones too; periods are UTC, weeks begin on Monday. The log's first and \
      last period are mostly not whole: they are marked with * and left out of the last value, its \
      change and the direction. The direction is the slope of the best line as a share of the mean: \
      above 5 % a period it is increasing, below -5 % decreasing. It ends with 1 where there is \
      nothing to tell.

      Examples:
        tlm trends
        tlm trends --period daily --since 30d
        tlm trends --weekly --metric phase_s --by phase
        tlm trends --monthly --metric cost_usd --by model --plot
        tlm trends --by host --metric failed
        tlm trends --daily --sensor perf_system_cpu_load
        tlm trends --json | jq '.series[] | {metric, last, direction}'
      """)

  @OptionGroup var store: SeenStoreOptions

  @Option(help: "How long a period is: hourly, daily, weekly, monthly or quarterly.")
  var period: TrendPeriod?

  @Flag(help: "How long a period is, as a word by itself; without any, weekly.")
  var word: TrendPeriod?

  @Option(
    parsing: .singleValue,
    help: "Only this number; without any, all of which there are some. Repeatable.")
  var metric: [TrendMetric] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "What this sensor says of each period: how many of a counter, else the mean, the share or the "
        + "median. Repeatable.", valueName: "id"),
    completion: Completions.sensors)
  var sensor: [String] = []

  @Option(help: "Tell it apart by tool, type, phase, model, host or agent, where that is known.")
  var by: TrendGroup?

  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp(
      "Only a period: 30d, this_week, 2026-11, 14d..7d; without it, the whole log.",
      valueName: "period"))
  var since: String?

  @Option(help: ArgumentHelp("Where that ends; without it, now.", valueName: "time"))
  var until: String?

  @Flag(help: "Draw a chart of each.")
  var plot = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if period != nil && word != nil {
      throw ValidationError("say how long a period is once: --period or a word such as --weekly")
    }
    if until != nil && since == nil { throw ValidationError("--until goes with --since") }
    var question = TrendQuestion(now: .current)
    (question.metrics, question.sensors, question.by) = (metric, sensor, by)
    if let refusal = question.refusal("--by") { throw ValidationError(refusal) }
    _ = try window(now: .current)
  }

  func run() throws {
    let now = Timestamp.current
    var question = TrendQuestion(now: now)
    question.per = (period ?? word ?? .weekly).per
    (question.metrics, question.sensors, question.by) = (metric, sensor, by)
    question.period = try window(now: now)
    let store = try store.open()
    question.prices = try PriceTable.forUser(in: store)
    let trends = try store.trends(question)
    let output = Output()
    if format.json {
      output.json(TrendsDocument(trends))
    } else {
      output.show(PageView(.output).lines(of: trends.page))
      if plot { output.show(TrendPlot.lines(of: trends, for: .output)) }
    }
    output.flush()
    if trends.isEmpty { throw Failure.nothingFound }
  }

  private func window(now: Timestamp) throws -> Period? {
    try since.map { since in
      try PeriodOptions.window(since: since, until: until, now: now).period
    }
  }
}

extension TrendPeriod: EnumerableFlag, ExpressibleByArgument {}

extension TrendMetric: ExpressibleByArgument {
  /// With hyphens as well.
  public init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }
}

extension TrendGroup: ExpressibleByArgument {}
