import ArgumentParser
import Documents
import Keeping
import TLM

/// `tlm backup`: a copy of the log, made while others append to it.
struct BackUp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the log into a folder, as it is at one instant, while others append to it.",
    discussion: """
      Each backup is a folder FOLDER/STORE/TIME that is a store itself: tlm query --store and all \
      others read it. Sealed segments that the backup before has are shared with it, so that only what \
      is new takes time and space. It keeps the head of the log with it, so that tlm restore, and \
      tlm verify-log --store, say whether it is still what it was. What is derived, views and board, \
      is left out, and so is what waits in in.jsonl and spool/: drain first, with tlm doctor --fix, \
      where it matters.

      Examples:
        tlm backup /backup/tlm
        tlm backup /backup/tlm --keep 30
        tlm backup /backup/tlm --json | jq -r .path
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "Where the backups of all stores lie; it is made.", completion: .directory)
  var folder: String

  @Option(help: "How many backups of this store stay; older ones go.")
  var keep = 7

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if keep < 1 { throw ValidationError("--keep must be at least 1: this backup stays") }
  }

  func run() throws {
    let store = try store.open()
    let bounds = try store.log.bounds()
    let progress = SharedProgress(
      "backup", total: bounds.upperBound.rawValue - bounds.lowerBound.rawValue)
    let backup = try Backup.make(
      of: store.log, in: StoreLocation.absolute(folder, StoreLocation.currentDirectory()),
      keeping: keep
    ) {
      progress.add($0)
    }
    progress.finish()
    store.log.noteBackups(in: folder)
    let output = Output()
    if format.json {
      output.json(BackupDocument(backup))
    } else {
      output.show(KeepingView.lines(of: backup, for: .output))
    }
  }
}
