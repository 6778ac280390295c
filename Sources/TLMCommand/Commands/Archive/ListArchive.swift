import Archives
import ArgumentParser
import Documents
import TLM

/// `tlm archive list`: which pruned segments are kept.
struct ListArchive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the segments that are in the archive.",
    discussion: """
      It ends with 1 if there are none.

      Examples:
        tlm archive list
        tlm archive list --json | jq '.segments[].segment'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let segments = try store.open().archive.segments()
    let output = Output()
    if format.json {
      output.json(ArchiveDocument(segments))
    } else {
      output.show(ArchiveView.lines(of: segments, for: .output))
    }
    output.flush()
    if segments.isEmpty { throw Failure.nothingFound }
  }
}
