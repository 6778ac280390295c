import SystemCalls
import TLM
import TestSupport
import Testing

/// The official Python clients, of both forms of the protocol, with the real `tlm mcp`.
struct MCPPeersTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let python = root + "/.build-peers/venv/bin/python"

  /// Whether the clients are there; scripts/peers.sh gets them.
  static let areThere = ["mcp1", "mcp2"].allSatisfy {
    Folder.permits(.read, at: "\(root)/.build-peers/\($0)/mcp/__init__.py")
  }
  static let reason: Comment =
    "SKIPPED: no mcp in .build-peers; run scripts/peers.sh where PyPI is reachable"

  private static let versions = [
    "1": "2025-11-25", "auto": "2026-07-28", "legacy": "2025-11-25", "2026-07-28": "2026-07-28",
  ]

  @Test(.enabled(if: areThere, reason), arguments: ["1", "auto", "legacy", "2026-07-28"])
  func `the official client does all that it can, and agrees with what comes`(
    mode: String
  ) throws {
    let spoken = try Spoken()

    let seen = try Self.seen(
      mode, count: 1000, spoken,
      [Program.built("tlm"), "mcp", "serve", "--store", spoken.scratch.store])

    try Self.check(seen, mode, spoken)
    #expect(try spoken.events(named: "mcp_call").count > 1000)
  }

  #if Server
    @Test(.enabled(if: areThere, reason), arguments: ["1", "auto", "legacy", "2026-07-28"])
    func `over HTTP the official client sees the same`(mode: String) throws {
      let spoken = try Spoken()
      let server = try Command(
        Program.built("tlm"),
        [
          "serve", "--store", spoken.scratch.store, "--listen", "127.0.0.1:0", "--grpc", "off",
          "--no-token", "--no-watch",
        ],
        environment: ["PATH": "/usr/bin:/bin", "HOME": spoken.scratch.path],
        in: spoken.scratch.path)
      let said = try #require(try server.nextLine())
      let address = try #require(Value(json: said)?["http"]?.elements.first).words

      let seen = try Self.seen(mode, count: 50, spoken, ["http://\(address)/mcp"])

      try Self.check(seen, mode, spoken)
      server.signal(15)
      #expect(try server.finish().code == 0)
    }
  #endif

  private static func check(_ seen: Value, _ mode: String, _ spoken: Spoken) throws {
    #expect(seen["version"]?.words == versions[mode])
    #expect(seen["server"] == (mode == "2026-07-28" ? .null : "tlm"))
    #expect((seen["tools"]?.elements.count ?? 0) > 15)
    #expect(seen["recorded"] == true)
    #expect(seen["refused"] == true)
    #expect(seen["summary"] == "tlm.summary/1")
    #expect(seen["trace"] == "P-1")
    #expect(seen["no_tool"] == -32602)
    #expect(seen["no_resource"] == (mode == "1" || mode == "legacy" ? -32002 : -32602))
    #expect(seen["wrong"]?.words.contains("did you mean since?") == true)
    guard case .object(let failed)? = seen["failed"] else { return }
    #expect(failed.map(\.name).sorted() == ["run", "session"], "\(failed)")
    #expect(try spoken.events(named: "peer_said").count == 2)
    let calls = try spoken.events(named: "mcp_call")
    let parent = "00f067aa0ba902b7"
    let traced = calls.count { $0.event.value(named: "parent_span_id")?.words == parent }
    #expect(traced == (mode == "1" ? 0 : 1))
  }

  private static func seen(
    _ mode: String, count: Int, _ spoken: Spoken, _ target: [String]
  ) throws -> Value {
    let package = "\(root)/.build-peers/\(mode == "1" ? "mcp1" : "mcp2")"
    let result = try Command.run(
      python, ["\(root)/Tests/Peers/mcp_client.py", mode, "\(count)"] + target,
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": spoken.scratch.path, "PYTHONPATH": package,
      ], in: spoken.scratch.path, within: 300)
    guard let line = result.lines.last, let value = Value(json: line) else {
      throw Command.Failure(description: "mcp_client.py \(mode) failed: \(result.errors)")
    }
    return value
  }
}
