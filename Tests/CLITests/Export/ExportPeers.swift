import TLM
import TestSupport
import Testing

/// Other people's programs that read what is exported; scripts/peers.sh gets them.
enum ExportPeers {
  static let python = Files.package + "/.build-peers/venv/bin/python"

  static let haveReaders = has("openpyxl, duckdb, pandas")
  static let haveClasses = has("opentelemetry.proto.logs.v1.logs_pb2")

  static let noReaders: Comment =
    "SKIPPED: no DuckDB, pandas and openpyxl in .build-peers; run scripts/peers.sh"
  static let noClasses: Comment =
    "SKIPPED: no classes of OpenTelemetry in .build-peers; run scripts/peers.sh"

  private static func has(_ modules: String) -> Bool {
    // Where it cannot even be started, it is not there.
    let tried = try? Command.run(
      python, ["-c", "import \(modules)"], environment: ["HOME": "/", "PATH": "/usr/bin:/bin"],
      in: "/")
    return tried?.code == 0
  }
}

/// A receiver that answers as it is told, and tells what it was sent.
final class Receiver {
  /// An attempt to send something.
  struct Attempt {
    let document: Value

    /// Seconds since the receiver began.
    var time: Double { document["at"]?.number ?? 0 }
    /// The digest of the bytes.
    var body: String? { document["body"]?.text }
    var path: String? { document["path"]?.text }
    /// Every rule that was broken.
    var faults: [Value] { document["faults"]?.elements ?? [.null] }
    /// How many spans or records there were.
    var records: Int { document["records"]?.count ?? 0 }
    /// The first of what was sent, decoded by OpenTelemetry's own classes.
    var told: [Value] { document["told"]?.elements ?? [] }
    var headers: Value { document["headers"] ?? .null }
  }

  let url: String
  private let process: Command

  init(_ answers: String...) throws {
    process = try Command(
      ExportPeers.python,
      [Files.package + "/Tests/Peers/otlp_receiver.py", answers.joined(separator: ",")],
      environment: ["HOME": "/", "PATH": "/usr/bin:/bin"], in: "/")
    let port = try process.nextLine().flatMap { Value(json: $0)?["port"]?.count }
    url = "http://127.0.0.1:\(try #require(port))"
  }

  deinit { process.signal(9) }

  /// The next so many attempts, in their order.
  func attempts(_ count: Int) throws -> [Attempt] {
    try (0..<count).map { _ in
      let line = try #require(try process.nextLine())
      return Attempt(document: try #require(Value(json: line)))
    }
  }

  /// Ends it, and gives what it was sent besides.
  func rest() throws -> [Attempt] {
    process.signal(15)
    var attempts: [Attempt] = []
    while let line = try process.nextLine() {
      attempts.append(Attempt(document: try #require(Value(json: line))))
    }
    return attempts
  }
}
