import ArgumentParser
import Documents
import Keeping
import TLM

/// `tlm recover`: a store of what is left of one.
struct RecoverStore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Put a store together of the segments that are left of one, or of several copies.",
    discussion: """
      Of each segment it takes the copy that is what it was sealed as, or else the longest, and puts \
      them where they were: positions stay. It says what is missing and what is damaged, and the new \
      store serves the rest; a damaged line is quarantined and harms no other. Nothing is changed \
      where it takes from. It ends with 1 where something is missing or damaged.

      Examples:
        tlm recover /mnt/dying/.tlm --to .tlm
        tlm recover /mnt/dying/.tlm /backup/tlm/5f1c…/20261130T090000.000000Z --to .tlm
      """)

  @Argument(
    help: "Folders with segments: stores, backups, or what a rescue of files left.",
    completion: .directory)
  var folders: [String]

  @Option(
    help: ArgumentHelp("Where the store is to be; nothing may be there.", valueName: "path"),
    completion: .directory)
  var to: String

  @OptionGroup var format: FormatOptions

  func run() throws {
    let progress = SharedProgress("recover", total: nil)
    let restored = try Restoring.recover(
      folders.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) },
      to: StoreLocation.absolute(to, StoreLocation.currentDirectory())
    ) { progress.add($0) }
    progress.finish()
    let output = Output()
    if format.json {
      output.json(RestoredDocument(restored))
    } else {
      output.show(KeepingView.lines(of: restored, for: .output))
    }
    output.flush()
    if !restored.missing.isEmpty || !restored.damaged.isEmpty { throw Failure.nothingFound }
  }
}
