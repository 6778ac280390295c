import Archives
import ArgumentParser
import Documents
import TLM

/// `tlm archive verify`: whether archived segments are what was sealed.
struct VerifyArchive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Unpack every archived segment and compare it with the sum that it was sealed with.",
    discussion: """
      good: every byte is the one that was sealed. damaged: some are not, or it cannot be unpacked. \
      unknown: nothing says what it must contain. It ends with 1 if one is not good.

      Examples:
        tlm archive verify
        tlm archive verify --json | jq '.segments[] | select(.verdict != "good")'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let archive = try store.open().archive
    let segments = try archive.segments()
    let progress = Progress("archive", total: segments.reduce(0) { $0 + $1.packed })
    var done: Int64 = 0
    var verdicts: [Archive.Verdict] = []
    for segment in segments {
      verdicts.append(try archive.verify(segment))
      done += segment.packed
      progress.update(done)
    }
    progress.finish()
    let output = Output()
    if format.json {
      output.json(ArchiveDocument(segments, verdicts))
    } else {
      output.show(ArchiveView.lines(of: segments, verdicts, for: .output))
    }
    output.flush()
    if verdicts.contains(where: { $0 != .good }) { throw Failure.nothingFound }
  }
}
