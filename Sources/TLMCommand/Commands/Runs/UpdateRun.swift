import Analysis
import ArgumentParser
import TLM

/// `tlm runs update`: what is known of a run changes.
struct UpdateRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change what is known of a run; what was known stays in the log.",
    discussion: """
      The change is an event: who made it, when, and what the fields said before; tlm runs show tells \
      all of them. Fields are NAME=TEXT or NAME:=JSON: status, end_time, duration_ms, error_summary \
      (up to 500 characters), error_details (5000), output_summary (1000), input_summary, items_*, \
      metrics_json, context_json and git_*. It ends with 1 where there is no such run, or somebody \
      else changed it at the same moment.

      Examples:
        tlm runs update $ID status=failure error_summary="upload was cut off"
        tlm runs update $ID items_succeeded:=12 --by ada --note "counted by hand"
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "Who changes it; without it, the name of your account.")
  var by: String?

  @Option(help: "Why, for whoever asks later.")
  var note: String?

  @OptionGroup var format: FormatOptions

  @Argument(help: "The run's id, or how it begins.")
  var id: String

  @Argument(help: "Fields, NAME=TEXT or NAME:=JSON.")
  var fields: [String]

  func validate() throws { _ = try changes() }

  private func changes() throws -> [Member] {
    try FieldWords.members(fields).map { try RunWords.checked($0) }
  }

  func run() throws {
    let change = RunChange(try changes(), by: by ?? Answer.person, note: note)
    try RunWriting.change(id, change, in: store, format)
  }
}
