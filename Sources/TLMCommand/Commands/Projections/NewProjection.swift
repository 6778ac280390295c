import ArgumentParser
import Documents
import TLM

/// `tlm projection new`: writes a package with a projection, its test and its program.
struct NewProjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a Swift package with a projection, its test and its program.",
    discussion: """
      NAME is what people will ask for (replay --projection NAME): lower-case letters, digits and \
      hyphens. The package is written to a new folder of this name and builds as it is. It depends \
      by path on the sources of tlm that make install has put beside this program.

      Examples:
        tlm projection new build-times
        tlm projection new build-times --path ~/projects --package ~/src/tlm
        cd build-times && swift test
        swift run build-times replay --projection build-times
      """)

  @Argument(help: ArgumentHelp("The projection's name.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp(
      "The folder in which the package's folder is made; without it the working directory.",
      valueName: "dir"))
  var path = "."

  @Option(
    help: ArgumentHelp(
      "The sources of tlm that the package depends on.",
      discussion: "Without it: share/tlm/package beside the bin of this program.",
      valueName: "path"))
  var package: String?

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let reason = ProjectionName.refusal(of: name) { throw ValidationError(reason) }
    if TLMCommand.catalog.projections.contains(where: { $0.name == name }) {
      throw ValidationError("there is a projection \(name) already; choose another name")
    }
  }

  func run() throws {
    let sources = try TLMSources.find(named: package)
    let made = NewPackage(name: ProjectionName(name), sources: sources)
    let folder = try made.write(into: path)
    let output = Output()
    if format.json {
      output.json(
        NewProjectionDocument(
          package: folder, projection: name, type: made.name.type, sources: sources))
    } else {
      output.show("made the package \(folder)")
      output.flush()
      Message.note("next: cd \(folder) && swift test")
    }
  }
}
