import ArgumentParser
import Documents
import TLM

/// `tlm index verify`: looks at every page and every value of the index.
struct VerifyIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look at every page and every value of the index; changes nothing.",
    discussion: """
      Every value has a checksum, and what belongs together names its neighbours, so overwritten \
      bytes are found wherever they are. It ends with 1 if the index is damaged: answers come from \
      the log then, the next reader that meets the damage makes the index anew, and so does tlm \
      index rebuild.

      Examples:
        tlm index verify
        tlm index verify --json | jq -r .reason
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let status = try store.open().verifiedIndexStatus()
    let output = Output()
    if format.json {
      output.json(IndexDocument(status))
    } else {
      output.show(IndexView.lines(of: status, for: .output))
    }
    output.flush()
    if status.condition == .damaged { throw Failure.nothingFound }
  }
}
