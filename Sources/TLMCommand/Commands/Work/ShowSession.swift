import ArgumentParser
import Documents
import Questions
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

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The session's id, or how it begins.")
  var id: String

  func run() throws {
    let store = try store.open()
    let session = try Asking.told { try NamedSession(id, in: store) }
    let (answer, timeline) = (session.answer, session.timeline)
    let output = Output()
    if format.json {
      output.json(SessionDocument(session.id, answer, timeline))
    } else {
      output.show(SessionLines.summary(session.id, answer, for: .output))
      output.line()
      let entries = timeline.entries(of: session.id, in: answer)
      output.show(SessionLines.lines(of: entries, for: .output))
    }
    output.flush()
  }
}
