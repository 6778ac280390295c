import ArgumentParser
import Documents
import TLM

/// `tlm relay accept`: a word on gaps that nobody can heal.
struct AcceptGaps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Say that somebody has looked at gaps of a relay that nobody can heal.",
    discussion: """
      Lines that an origin has no more, and lines that came and are no origin's, are told by a \
      tlm.relay_gap, and tlm doctor finds them wrong. This appends tlm.relay_accepted, which says who \
      has looked and why it is well so; doctor goes on to tell of them, as a note. What is missed \
      later is wrong again. It ends with 1, and nothing is written, where there is nothing to accept.

      Examples:
        tlm query --event tlm.relay_gap --where 'healed = false'
        tlm relay accept --reason 'pruned on build-7 before the hub was there'
        tlm relay accept --origin build-7 --reason 'its disk is lost' --by ada --json
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "Only gaps of this origin: its id, the beginning of one, or its machine. Repeatable.",
      valueName: "origin"))
  var origin: [String] = []

  @Option(help: ArgumentHelp("Why; it stays in the log.", valueName: "text"))
  var reason: String

  @Option(help: "Who has looked; without it, the name of your account.")
  var by: String?

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if reason.isEmpty { throw ValidationError("--reason must say why") }
  }

  func run() throws {
    try Person.require("accept gaps of a relay", at: store.location)
    let store = try store.openForWriting()
    let name = by ?? Answer.person ?? "somebody"
    guard let accepted = try store.acceptGaps(of: origin, by: name, reason: reason) else {
      Message.note("there is no gap that is not healed")
      throw Failure.nothingFound
    }
    let output = Output()
    if format.json {
      output.json(AcceptedGapsDocument(accepted))
    } else {
      output.line(
        "accepted \(Numbers.count(accepted.gaps, "gap")) of "
          + "\(Numbers.count(accepted.origins.count, "origin")), the last told at "
          + "\(accepted.through)")
    }
  }
}
