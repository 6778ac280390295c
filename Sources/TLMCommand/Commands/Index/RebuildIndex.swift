import ArgumentParser
import Documents
import TLM

/// `tlm index rebuild`: forgets the index and builds it anew.
struct RebuildIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Forget the index and build it anew, to the end of the log.",
    discussion: """
      Kept states of projections stay. Readers that come meanwhile scan what is not indexed yet.

      Examples:
        tlm index rebuild
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    _ = try store.indexedFields()
    let bounds = try store.log.bounds()
    let progress = Progress(
      "index", total: bounds.upperBound.rawValue - bounds.lowerBound.rawValue)
    let clock = ContinuousClock()
    let elapsed = try clock.measure { try store.rebuildIndex { progress.update($0) } }
    progress.finish()
    let status = try store.indexStatus()
    let output = Output()
    if format.json {
      output.json(IndexDocument(status, elapsed: elapsed))
    } else {
      output.show(IndexView.lines(of: status, for: .output))
    }
  }
}
