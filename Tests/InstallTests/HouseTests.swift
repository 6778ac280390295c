import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What it takes to add something: one file, and one line of a catalog.
///
/// It adds to a copy of the sources, which lies beside the test binary and stays there, so that a
/// second run compiles only what changed.
@Suite(.serialized) struct HouseTests {
  private let folder = Program.built("house")
  private var tree: String { folder + "/tlm" }
  private let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// How many lines a log has, as a projection with a table.
  private static let projection = """
    public import Events

    /// How many events each program emitted.
    public struct Emissions: Tabular {
      public static let name = "emissions"
      public static let version = 1

      public init() {}

      public var initial: [String: Int] { [:] }

      public var body: Handlers<[String: Int]> {
        OnAny { event, state in state[event.tool ?? "-", default: 0] += 1 }
      }

      public func page(of state: [String: Int]) -> ReportPage {
        var page = ReportPage()
        page.add(
          heading: "who emits",
          .table(
            ReportPage.Table(
              of: state.sorted { $0.key < $1.key },
              .text("program") { $0.key }, .count("events") { $0.value })))
        return page
      }
    }

    """

  private static let command = """
    import ArgumentParser
    import TLM

    /// `tlm greet`: says a word.
    struct Greet: ParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Say a word.")

      func run() { Output().line("good day") }
    }

    """

  @Test func `a projection with a table and a command take two files and two lines`() throws {
    try copy()
    try write("Projections/Emissions.swift", Self.projection)
    try write("Sources/TLMCommand/Commands/Log/Greet.swift", Self.command)

    let unlisted = try run(tree + "/scripts/house.py")
    #expect(unlisted.code == 1)
    #expect(unlisted.errors.contains("Projections/Emissions.swift is not listed"))
    #expect(unlisted.errors.contains("Commands/Log/Greet.swift is not listed"))

    try list("  Emissions.self,", in: "Projections/Catalog.swift", before: "  EventCounts.self,")
    try list(
      "    Greet.self,", in: "Sources/TLMCommand/Commands/Catalog.swift",
      before: "    Init.self,")
    let listed = try run(tree + "/scripts/house.py")
    #expect(listed.code == 0, "\(listed.errors)")

    let built = try run(
      "/usr/bin/env", "swift", "build", "--product", "tlm", "--scratch-path", folder + "/scratch")
    #expect(built.code == 0, "\(built.output.suffix(4000))\(built.errors.suffix(2000))")
    try expectAnswers(of: folder + "/scratch/debug/tlm")
    let changed =
      try run("/usr/bin/diff", "-rq", root + "/Sources", tree + "/Sources").output
      + run("/usr/bin/diff", "-rq", root + "/Projections", tree + "/Projections").output
    #expect(changed.split(separator: "\n").count == 4, "\(changed)")
  }

  /// The table, the document, the list and the help come of themselves.
  private func expectAnswers(of tlm: String) throws {
    let log = root + "/Examples/data/dialects/feat417_seed000.jsonl"
    let table = try run(tlm, "replay", "-p", "emissions", log)
    #expect(table.output.hasPrefix("who emits\nprogram"), "\(table.output)\(table.errors)")
    let document = try run(tlm, "replay", "-p", "emissions", "--json", log)
    #expect(document.output.contains(#""projection":"emissions""#))
    #expect(try run(tlm, "projections", "list").output.contains("emissions"))
    #expect(try run(tlm, "greet").output == "good day\n")
    #expect(try run(tlm, "--help").output.contains("greet"))
  }

  /// A tree of sources as they are, in a folder that holds a build of the last time.
  private func copy() throws {
    mkdir(folder, 0o700)
    Scratch.remove(tree)
    mkdir(tree, 0o700)
    for name in ["Package.swift", "Sources", "Projections", "scripts"] {
      // With their times, so that what was built of them is not built again.
      let copied = try run("/bin/cp", "-Rp", root + "/" + name, tree)
      try #require(copied.code == 0, "\(copied.errors)")
    }
  }

  private func write(_ path: String, _ text: String) throws {
    try Disk.write(tree + "/" + path, Array(text.utf8))
  }

  private func list(_ line: String, in path: String, before next: String) throws {
    let text = try Disk.text(tree + "/" + path)
    try #require(text.contains(next))
    try write(path, text.replacing(next, with: line + "\n" + next, maxReplacements: 1))
  }

  private func run(_ path: String, _ arguments: String...) throws -> Command.Result {
    try Command.run(
      path, arguments, environment: InstallTests.environment,
      in: access(tree, F_OK) == 0 ? tree : folder, within: 900)
  }
}
