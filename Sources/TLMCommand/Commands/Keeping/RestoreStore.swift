import ArgumentParser
import Documents
import Keeping
import TLM

/// `tlm restore`: a store of a backup.
struct RestoreStore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a store of a backup: the same lines at the same positions.",
    discussion: """
      The backup is compared with its head first. The new store has an id of its own, as the one that \
      was backed up may still be there, and an event tlm.restored behind the last line, with the id \
      and the head of the other. Index and states are made anew by the next command that wants them.

      Examples:
        tlm restore /backup/tlm/5f1c… .tlm             # the newest of the store
        tlm restore /backup/tlm/5f1c…/20261130T090000.000000Z /tmp/then/.tlm
      """)

  @Argument(
    help: "A backup, or a folder of backups of one store: then the newest.",
    completion: .directory)
  var backup: String

  @Argument(help: "Where the store is to be; nothing may be there.", completion: .directory)
  var path = ".tlm"

  @Flag(help: "Take a backup that is not what it was when it was made, as it is now.")
  var force = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let progress = SharedProgress("restore", total: nil)
    let restored = try Restoring.restore(
      StoreLocation.absolute(backup, StoreLocation.currentDirectory()),
      to: StoreLocation.absolute(path, StoreLocation.currentDirectory()), isForced: force
    ) { progress.add($0) }
    progress.finish()
    let output = Output()
    if format.json {
      output.json(RestoredDocument(restored))
    } else {
      output.show(KeepingView.lines(of: restored, for: .output))
    }
  }
}
