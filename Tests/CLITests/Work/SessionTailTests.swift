import Glibc
import TLM
import TestSupport
import Testing

/// `tlm sessions tail` shows what agents do as it comes.
@Suite struct SessionTailTests {
  @Test func `what comes into the log is told once it is there, of one session alone`() throws {
    let sandbox = try Sandbox()
    let all = try sandbox.start("sessions", "tail", "--json")
    let one = try sandbox.start("sessions", "tail", "s-", "--json")
    // They are there once they show something.
    for tail in [all, one] {
      var shown: String?
      for number in 0..<100 where shown == nil {
        try tell(
          #"{"type":"user","uuid":"w\#(number)","sessionId":"s-1","message":{"content":"hi"}}"#,
          sandbox)
        shown = try? tail.nextLine(within: 0.3)
      }
      _ = try #require(shown)
    }

    try tell(
      #"{"type":"user","uuid":"9","sessionId":"other","message":{"content":"last"}}"#, sandbox)
    try tell(
      #"{"type":"assistant","uuid":"2","sessionId":"s-1","timestamp":"2026-09-01T00:00:10Z","message":{"id":"m","model":"claude-opus-4-5","content":[{"type":"tool_use","id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"}],"usage":{"input_tokens":9}}}"#,
      sandbox)
    try tell(
      #"{"type":"user","sessionId":"s-1","timestamp":"2026-09-01T00:00:12Z","message":{"content":[{"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true,"content":"no"}]}}"#,
      sandbox)

    for tail in [all, one] {
      var entries: [Value] = []
      while entries.last?["outcome"] != "failure" {
        entries.append(try json(try #require(try tail.nextLine())))
      }
      let kinds = entries.suffix(3).map { $0["kind"]?.text }
      #expect(kinds.sorted { ($0 ?? "") < ($1 ?? "") } == ["call", "call", "response"])
      #expect(entries.last?["duration_s"] == 2.0)
      tail.signal(SIGINT)
      #expect(try tail.finish().code == 130)
    }
  }

  private func tell(_ line: String, _ sandbox: Sandbox) throws {
    try Disk.append(sandbox.store + "/in.jsonl", line + "\n")
  }
}
