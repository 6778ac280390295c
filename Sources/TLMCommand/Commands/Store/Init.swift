import ArgumentParser
import Documents
import TLM

/// `tlm init`: makes a store.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store in this folder (in a git worktree: in the main checkout).",
    discussion: """
      The store is a folder .tlm with a .gitignore of its own. Nothing happens where it is there.

      Examples:
        tlm init
        tlm init --store ~/telemetry
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let path = store.store == nil ? StoreLocation.forInit() : store.location.path
    let isNew = FileCheck.isMissing(path + "/log")
    let made = try Store.create(at: StoreLocation(path: path, reason: .option))
    let identity = try made.log.identity()
    FileCheck.writeIfMissing(path + "/.gitignore", "*\n")
    let output = Output()
    if format.json {
      output.json(InitDocument(store: path, identity, isNew: isNew))
    } else {
      output.show(isNew ? "made a store at \(path)" : "there is a store at \(path) already")
    }
  }
}
