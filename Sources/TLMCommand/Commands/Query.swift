import ArgumentParser
import TLM

/// `tlm query`: the events that meet some conditions.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the events that meet every given condition, oldest first.",
    discussion: """
      On a terminal events are shown as a table, elsewhere as the lines of the log, unchanged.

      Examples:
        tlm query --event issue_phase --issue-id BUG-042
        tlm query --since 7d --tool ll-auto --jsonl | jq .duration_s
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var conditions: FilterOptions

  @Option(help: "Print at most so many events.")
  var limit: Int?

  @Flag(name: .customLong("jsonl"), help: "Print the lines of the log on a terminal, too.")
  var lines = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() throws {
    let store = try store.open()
    let view = EventView(json: format.json, lines: lines)
    let filter = conditions.filter
    var found = 0
    let isDrained = store.drainBeforeReading()
    var scan = Scan()
    let visit: (borrowing Event) throws -> Bool = { event in
      guard filter.matches(event) else { return true }
      found += 1
      view.show(event)
      return found < limit ?? .max
    }
    let goesOn = try scan.run(over: try store.log.read(), visit)
    if goesOn && !isDrained {
      try scan.run(over: try store.log.readWaiting(after: .start), visit)
    }
    view.finish()
    if found == 0 {
      if Terminal.error.isTerminal { Message.note("no event meets every condition") }
      throw Failure.nothingFound
    }
  }
}
