import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm usage`: what the work of agents came to.
struct ShowUsage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage",
    abstract: "Tokens and cost of agents' work, each response counted once.",
    discussion: """
      By daily (which is what it does without a word), weekly, monthly, session, model, project, \
      host, blocks of five hours, or as one line for a status line. Whatever tells of a response, and \
      however often, it counts once. A source's own cost counts, else the price of the model; what \
      has no price is named and never 0. Input is without what came out of a cache or went into \
      one, for every vendor. It ends with 1 where there is no work.

      Examples:
        tlm usage
        tlm usage monthly --breakdown
        tlm usage session --since 7d
        tlm usage host --since this_month
        tlm usage daily --zone local --json | jq .totals.cost_usd
        tlm usage statusline
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var options: UsageOptions

  @Flag(help: "Show each model's part, too.")
  var breakdown = false

  @OptionGroup var format: FormatOptions

  @Argument(help: "What it is told by.")
  var by: UsageView = .daily

  func run() throws {
    let store = try store.open()
    var question = try options.question(in: store, hasDetails: false)
    question.hasHours = by.hasHours
    let answer = try store.usage(question)
    let hosts = try by.hosts(question, in: store)
    let output = Output()
    if format.json {
      output.json(UsageDocument(answer, by.more(hosts), hasBreakdown: breakdown))
    } else if by == .statusline {
      output.line(UsageLines.statusLine(answer, question, now: .current))
    } else {
      let page = UsageLines.page(answer, question, by: by, hosts, hasBreakdown: breakdown)
      output.show(PageView(.output).lines(of: page))
    }
    output.flush()
    if answer.totals == UsageGroup() { throw Failure.nothingFound }
  }
}

extension UsageView: ExpressibleByArgument {}
