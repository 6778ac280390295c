import ArgumentParser
import Documents
import TLM

/// `tlm index status`: how the index stands to the log.
struct ShowIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How the index stands to the log as it is on disk; changes nothing.",
    discussion: """
      good: it is of this log; bytes behind it are scanned. missing: the next reader makes it. \
      damaged: of no use; the next reader makes it anew. unavailable: there can be none here. It \
      ends with 1 if the index is damaged.

      Examples:
        tlm index status
        tlm index status --json | jq .condition
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    _ = try store.indexedFields()
    let status = try store.indexStatus()
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
