import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm runs show`: one run, and who said what of it.
struct ShowRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A run, and what was recorded of it, one record after the other.",
    discussion: """
      The beginning of the id is enough where no other run begins so. What happened in it, tlm trace \
      tells. It ends with 1 where there is no such run.

      Examples:
        tlm runs show 0199a1f2
        tlm runs show 0199a1f2 --json | jq '.history[] | select(.by)'
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var which: RunArgument

  func run() throws {
    let store = try store.open()
    let (run, history) = try which.run(in: store)
    let output = Output()
    if format.json {
      output.json(RunDocument(run, history))
    } else {
      output.show(RunLines.run(run, history, for: .output))
    }
    output.flush()
  }
}
