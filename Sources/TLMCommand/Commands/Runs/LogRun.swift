import Analysis
import ArgumentParser
import TLM

/// `tlm runs log`: something that happened in a run.
struct LogRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Tell of something that happened in a run.",
    discussion: """
      The event has the ids of the run and of its span. Fields are NAME=TEXT or NAME:=JSON. It ends \
      with 1 where there is no such run.

      Examples:
        tlm runs log $ID pulled files:=12
        tlm runs log $ID warning message="disk nearly full" level=warning
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "The run's id, or how it begins.")
  var id: String

  @Argument(help: "What happened: the name of the event.")
  var name: String

  @Argument(help: "Fields, NAME=TEXT or NAME:=JSON.")
  var fields: [String] = []

  func validate() throws {
    _ = try FieldWords.members(fields)
    if name.isEmpty { throw ValidationError("the event has no name") }
  }

  func run() throws {
    let location = store.location
    let store = try store.openForWriting()
    let (run, _) = try RunArgument.run(id, in: store)
    let ties = ["run_id", "trace_id", "span_id"].compactMap { name in
      run[name].map { Member(name, $0) }
    }
    let event = NewEvent(name, at: .current, fields: ties + (try FieldWords.members(fields)))
    try RunWriting.emit(event, into: location)
  }
}
