import Archives
import ArgumentParser
import Documents
import TLM

/// `tlm archive restore`: puts archived segments back.
struct RestoreArchive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put archived segments back in front of the log, or write them to a folder.",
    discussion: """
      Positions are what they were, and what is kept of projections stays right. All segments are put \
      back, or those from a position on; the newest goes first, as the log has no gaps. The archive \
      keeps its copies. A store with retention: in its settings takes old segments away again while \
      tlm watch runs.

      --to writes plain files of JSON lines instead, and leaves the log alone.

      Examples:
        tlm archive restore
        tlm archive restore --from 134217728
        tlm archive restore --to old && tlm replay -p velocity old/*.jsonl
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp("The oldest segment that is wanted, by its position.", valueName: "position")
  )
  var from: Int64?

  @Option(help: ArgumentHelp("A folder to write to.", valueName: "folder"))
  var to: String?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let start = from.map { Position(rawValue: $0) }
    let store = to == nil ? try store.openForWriting() : try store.open()
    var restored: [Position] = []
    var files: [String] = []
    if let to {
      let wanted = try store.archive.segments().map(\.base).filter { $0 >= start ?? .start }
      files = try store.archive.extract(wanted, to: to)
      restored = wanted
    } else {
      restored = try store.restoreArchive(from: start)
    }
    let output = Output()
    if format.json {
      output.json(
        UnarchivedDocument(restored, files: files, first: try store.log.bounds().lowerBound))
    } else {
      output.show(
        ArchiveView.lines(
          ofRestored: restored, to: to, first: try store.log.bounds().lowerBound))
    }
    output.flush()
    if restored.isEmpty { throw Failure.nothingFound }
  }
}
