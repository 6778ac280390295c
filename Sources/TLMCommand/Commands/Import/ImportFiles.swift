import ArgumentParser
import Importers
import TLM

/// `tlm import FILE…`
struct ImportFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Import files and folders.",
    discussion: """
      Examples:
        tlm import events.jsonl logs/
      """)

  @OptionGroup var options: ImportArguments

  @Argument(help: "Files, and folders that are looked through.", completion: .file())
  var paths: [String]

  func validate() throws {
    if paths.contains("") {
      throw ValidationError("a path is empty, which names no file; name a folder as . to import it")
    }
    guard paths.contains("-") else { return }
    throw ValidationError(
      "standard input cannot be known again; pipe it into tlm append, or import a file")
  }

  func run() async throws { try await options.run(on: paths.flatMap(places)) }

  /// An agent that is named behind an option is one, too, where no file is called so.
  private func places(_ path: String) -> [String] {
    guard FileCheck.isMissing(path) else { return [path] }
    let folders = AgentFolders.of(path, StoreLocation.variable)
    return folders.isEmpty ? [path] : folders
  }
}
