import TLM
import TestSupport
import Testing

/// What people see of every projection that ships, to the byte. An escape character is written ␛.
@Suite struct ReportPageTests {
  private static let folder = Files.package + "/Tests/Goldens/Pages/"
  private static let logs = [
    folder + "strange.jsonl",
    Files.package + "/Examples/data/structlog/current.jsonl",
    Files.package + "/Tests/Data/little-loops/issue_lifecycle.jsonl",
    Files.package + "/Tests/Data/dialects/claude_hooks.jsonl",
    Files.package + "/Tests/Data/runs/events_20261121.ndjson",
  ]

  @Test(arguments: builtInProjections.map { $0.name }, [80, 140])
  func `a page in colour is as it was`(projection: String, columns: Int) throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try Command.run(
      Sandbox.binary, ["replay", "-p", projection] + Self.logs,
      environment: [
        "HOME": sandbox.path, "TERM": "xterm", "CLICOLOR_FORCE": "1", "COLUMNS": "\(columns)",
      ],
      in: sandbox.path)

    #expect(result.code == 0, "\(result.errors)")
    // The summary below says how long it took.
    let lines = result.output.replacing("\u{1b}", with: "␛")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast(3)
    let golden = try Disk.text(Self.folder + "\(projection).\(columns).txt")
    #expect(lines.joined(separator: "\n") + "\n" == golden)
  }

  @Test(arguments: builtInProjections)
  func `every projection that ships has a page`(projection: any Projection.Type) {
    #expect(projection is any Tabular.Type)
  }
}
