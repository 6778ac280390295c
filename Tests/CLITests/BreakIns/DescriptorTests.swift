import TLM
import TestSupport
import Testing

/// Whoever starts a program may have closed its standard streams: what is meant for them must not
/// get into the file that is opened next.
@Suite struct DescriptorTests {
  private static let commands = [
    "append -", "append - --json", "append - --receipts", "emit -", "emit a=1", "doctor",
    "doctor --fix --json", "query --json", "query", "replay -p velocity", "replay --json",
    "sensors", "mode", "mode history --json", "projections", "index", "tail", "init", "--help",
    "no-such-command",
  ]

  @Test(arguments: [">&-", "2>&-", "<&-", "<&- >&- 2>&-", ">&- 2>&-"])
  func `a closed standard stream writes nothing into the log`(closed: String) throws {
    let sandbox = try Sandbox()
    let line = #"{"event":"x"}"#

    for command in Self.commands {
      _ = try sandbox.shell("(echo '\(line)' | tlm \(command)) \(closed); true")
      _ = try sandbox.shell("(tlm \(command)) \(closed); true")
    }

    let text = try sandbox.shell("cat .tlm/log/*.jsonl").output
    let lines = text.split(separator: "\n").map(String.init)
    #expect(!lines.isEmpty)
    for found in lines {
      let event = try json(found)
      #expect(event["event"] == "x" || event["a"] == "1", "\(found)")
    }
  }

  @Test func `a stream that was closed still cannot be read or written`() throws {
    let sandbox = try Sandbox()

    let unread = try sandbox.shell("tlm append - <&-")
    let unwritten = try sandbox.shell("tlm query --json >&-")
    let help = try sandbox.shell("tlm --help >&-")

    #expect(unread.code == 2 && unread.errors.contains("Bad file descriptor"))
    #expect(unwritten.code == 2 && unwritten.errors.contains("standard output"))
    #expect(help.code == 2)
  }
}
