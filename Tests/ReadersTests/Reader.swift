import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Programs that read a log and know nothing of tlm, and tlm itself.
enum Reader: String, CaseIterable {
  case jq, duckdb, ignoringErrors = "duckdb-ignoring-errors", pandas, tlm

  /// Those that are given the files as they are.
  static let strangers: [Reader] = [.jq, .duckdb, .pandas]

  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let python = root + "/.build-peers/venv/bin/python"

  /// Whether the readers are there; scripts/peers.sh gets them.
  static let areThere = access(python, X_OK) == 0

  /// Why a test that needs them is skipped.
  static let reason: Comment =
    "SKIPPED: no DuckDB and pandas in .build-peers; run scripts/peers.sh where PyPI is reachable"

  /// Reads `log/*.jsonl` of a store.
  func read(_ layout: StoreLayout) throws -> Reading {
    let names = try Folder.names(in: layout.log).filter { $0.hasSuffix(".jsonl") }
    let files =
      self == .tlm
      ? [Program.built("tlm"), layout.root] : names.map { layout.log + "/" + $0 }
    let result = try Command.run(
      Self.python, [Self.root + "/Tests/Peers/read.py", rawValue] + files,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "HOME": layout.root],
      in: "/")
    guard let line = result.lines.last else {
      throw Command.Failure(description: "\(rawValue) said nothing: \(result.errors)")
    }
    return try Reading(line)
  }
}

/// What a reader found: the events of each writer, added up.
struct Reading: Equatable {
  struct Group: Hashable {
    /// Nil for a line that is no event to the reader.
    var event: String?
    var writer: Int64?
  }

  struct Sum: Equatable {
    var count: Int64
    var numbers: Int64
    var text: Int64
  }

  var sums: [Group: Sum] = [:]
  /// What the reader said when it gave up; empty when it did not.
  var failure = ""

  init(_ json: String) throws {
    let batch = LineParser().parse(LineChunk(Array(json.utf8)))
    try #require(batch.count == 1, "\(json)")
    let groups = batch.event(at: 0).value(named: "groups")
    failure = batch.event(at: 0).string("failure") ?? ""
    guard case .array(let rows)? = groups else { return }
    for case .array(let row) in rows {
      let numbers = row.dropFirst(2).compactMap { value -> Int64? in
        if case .integer(let number) = value { number } else { nil }
      }
      try #require(numbers.count == 3)
      var group = Group()
      if case .string(let event) = row[0] { group.event = event }
      if case .integer(let writer) = row[1] { group.writer = writer }
      sums[group] = Sum(count: numbers[0], numbers: numbers[1], text: numbers[2])
    }
  }

  /// How many events of this writer there are.
  func count(of writer: Int) -> Int64 { sums[Self.group(writer)]?.count ?? 0 }

  /// Whether the events of a writer are its first ones, each once.
  func isPrefix(of writer: Int) -> Bool {
    let count = count(of: writer)
    return (sums[Self.group(writer)]?.numbers ?? 0) == count * (count - 1) / 2
  }

  private static func group(_ writer: Int) -> Group {
    Group(event: "counted", writer: Int64(writer))
  }
}
