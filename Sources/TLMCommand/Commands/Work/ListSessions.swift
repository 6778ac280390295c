import ArgumentParser
import Documents
import TLM

/// `tlm sessions list`: what each session came to.
struct ListSessions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Turns, calls, time and cost of each session, those that worked last first.",
    discussion: """
      A turn is a prompt and what is done for it; active is the time from prompts to the last that \
      was done for them. It ends with 1 where there is no session.

      Examples:
        tlm sessions
        tlm sessions list --since 7d --limit 10
        tlm sessions list --json | jq '.sessions[].active_s'
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var options: UsageOptions

  @Option(help: "Show at most so many.")
  var limit = Sessions.shown

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() throws {
    let store = try store.open()
    let question = try options.question(in: store, hasDetails: true)
    let answer = try store.usage(question)
    let output = Output()
    if format.json {
      output.json(SessionsDocument(answer))
    } else {
      let page = Sessions.page(of: answer, hasTimes: question.hasTimes, limit: limit)
      output.show(PageView(.output).lines(of: page))
    }
    output.flush()
    if answer.sessions.isEmpty { throw Failure.nothingFound }
  }
}
