import ArgumentParser
import Documents
import TLM

/// `tlm sessions show`: what happened in a session, one after the other.
struct ShowSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A session as a timeline of prompts, responses, calls and compactions.",
    discussion: """
      The beginning of the id is enough where no other session begins so. Side chains are indented. \
      It ends with 1 where there is no such session.

      Examples:
        tlm sessions show b514bf1a
        tlm sessions show b514bf1a --json | jq '.timeline[] | select(.outcome == "failure")'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The session's id, or how it begins.")
  var id: String

  func run() throws {
    let store = try store.open()
    let prices = try PriceTable.forUser(in: store)
    var question = UsageQuestion(prices: prices, hasDetails: true)
    question.session = { [id] in $0.text.hasPrefix(id) }
    let answer = try store.usage(question)
    guard let session = try session(in: answer) else {
      Message.note(SafeText.of("there is no session \(id); tlm sessions lists them"))
      throw Failure.nothingFound
    }
    var query = Query()
    query.filter.sessionIDs = [session.text]
    var timeline = SessionTimeline()
    try store.query(query) { event in
      timeline.observe(event)
      return true
    }
    let output = Output()
    if format.json {
      output.json(SessionDocument(session, answer, timeline))
    } else {
      output.show(SessionLines.summary(session, answer, for: .output))
      output.line()
      output.show(SessionLines.lines(of: timeline.entries(of: session, in: answer), for: .output))
    }
    output.flush()
  }

  private func session(in answer: UsageAnswer) throws -> Label? {
    if answer.sessions[Label(id)] != nil { return Label(id) }
    let found = answer.sessions.keys.filter { $0.text.hasPrefix(id) }.sorted()
    if found.count > 1 {
      throw ValidationError(
        "\(found.count) sessions begin with \(id), such as \(found[0]) and \(found[1])")
    }
    return found.first
  }
}
