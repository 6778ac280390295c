import TLM
import TestSupport
import Testing

/// A process may be forbidden to write large files: what it does not need it does without.
@Suite struct LimitTests {
  private static let commands = [
    "query --trace-id t1 --json", "query --event step --json --limit 5",
    "replay -p velocity --json", "replay -p issues --json", "sensors --json", "mode --json",
    "mode history --json", "projections --json", "index --json", "doctor --json", "tail -n 3",
    "projections verify velocity --json", "projections rebuild velocity --json",
  ]

  /// A store of 4 MB without views.
  private func made() throws -> Sandbox {
    let sandbox = try Sandbox()
    let text = String(repeating: "x", count: 200)
    let lines = (0..<16_000).map {
      #"{"ts":"2026-02-13T10:00:00Z","event":"step","trace_id":"t\#($0 % 50)","text":"\#(text)"}"#
        + "\n"
    }
    try #require(try sandbox.tlm("append", input: lines.joined()).code == 0)
    return sandbox
  }

  @Test(arguments: ["ulimit -f 100", "ulimit -f 1024", "ulimit -f 0"])
  func `a limit on files keeps no reader from its answer`(limit: String) throws {
    let sandbox = try made()
    for command in Self.commands {
      try #require(sandbox.shell("rm -rf .tlm/views").code == 0)
      let limited = try sandbox.shell("(\(limit); tlm \(command))")

      #expect(limited.code < 128, "\(command): ended by a signal")
      guard !command.contains("rebuild"), !command.hasPrefix("index"), !command.hasPrefix("doctor")
      else { continue }
      let free = try sandbox.shell("tlm \(command)")
      #expect(limited.code == free.code, "\(command): \(limited.errors)")
      if command.hasPrefix("query") || command.hasPrefix("tail") {
        #expect(limited.output == free.output, "\(command)")
      }
    }
  }

  @Test func `what emit may not write into the log it spools, and it arrives`() throws {
    let sandbox = try made()

    let emitted = try sandbox.shell("(ulimit -f 1000; tlm emit kept --strict)")

    #expect(emitted.code == 0, "\(emitted.errors)")
    #expect(try sandbox.tlm("query", "--event", "kept").lines.count == 1)
  }

  @Test func `an append under the limit says that the file may not grow`() throws {
    let sandbox = try made()

    let refused = try sandbox.shell("(ulimit -f 1000; echo '{\"event\":\"x\"}' | tlm append -)")

    #expect(refused.code == 2 && refused.errors.contains("ulimit -f"))
  }

  @Test(arguments: ["ulimit -v 100000", "ulimit -v 300000", "ulimit -n 8", "ulimit -n 12"])
  func `little memory and few files keep no reader from its answer`(limit: String) throws {
    let sandbox = try made()
    for way in ["rm -rf .tlm/views", "tlm query --trace-id t1", "echo '{}' >> .tlm/in.jsonl"] {
      for command in Self.commands where !command.contains("rebuild") {
        _ = try sandbox.shell(way)
        let limited = try sandbox.shell("(\(limit); tlm \(command))")
        let free = try sandbox.shell("tlm \(command)")

        #expect(limited.code == free.code, "\(way); \(command): \(limited.errors.prefix(300))")
        if command.hasPrefix("query") || command.hasPrefix("tail") {
          #expect(limited.output == free.output, "\(way); \(command)")
        }
      }
    }
  }
}
