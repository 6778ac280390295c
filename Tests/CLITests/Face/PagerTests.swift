import TLM
import TestSupport
import Testing

/// Long answers go through a pager, as git's do.
@Suite struct PagerTests {
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let lines = (0..<500).map { #"{"event":"x","n":\#($0)}"# }.joined(separator: "\n")
    try #require(try sandbox.tlm("append", input: lines).code == 0)
    return sandbox
  }

  private static let marking = ["PAGER": "sed 's/^/> /'"]

  @Test(arguments: [["query"], ["query", "--jsonl"], ["query", "--json"]])
  func `a query without a limit goes through it`(words: [String]) throws {
    let result = try sandbox().atTerminal(words, Self.marking)

    #expect(result.code == 0 && result.lines.count >= 500)
    #expect(result.lines.allSatisfy { $0.hasPrefix("> ") })
  }

  @Test(arguments: [["query", "--limit", "500"], ["query", "--count"], ["tail"], ["doctor"]])
  func `what is short does not`(words: [String]) throws {
    let result = try sandbox().atTerminal(words, Self.marking)

    #expect(result.code == 0 && !result.output.contains("> "))
  }

  @Test(arguments: [["PAGER": ""], ["PAGER": "cat"], ["PAGER": "sed 's/^/> /'", "TERM": "dumb"]])
  func `who wants none has none`(variables: [String: String]) throws {
    let result = try sandbox().atTerminal(["query"], variables)

    #expect(result.code == 0 && result.lines.count == 501 && !result.output.contains("> "))
  }

  @Test func `a pipe has none`() throws {
    let result = try sandbox().tlm(
      "query", environment: ["PAGER": "sed 's/^/> /'", "TERM": "xterm"])

    #expect(result.lines.count == 500 && !result.output.contains("> "))
  }

  @Test func `a person who has seen enough ends it with success`() throws {
    let result = try sandbox().atTerminal(["query"], ["PAGER": "head -n 1"])

    #expect(result.code == 0 && result.lines.count == 1)
  }

  @Test func `nothing found is still 1`() throws {
    #expect(
      try sandbox().atTerminal(["query", "--event", "nothing"], Self.marking).code == 1)
  }

  @Test func `less is told what git tells it, unless somebody has`() throws {
    let sandbox = try sandbox()
    let asking = "cat >/dev/null; echo $LESS $LV"

    #expect(try sandbox.atTerminal(["query"], ["PAGER": asking]).lines == ["FRX -c"])
    #expect(
      try sandbox.atTerminal(["query"], ["PAGER": asking, "LESS": "-i"]).lines == ["-i -c"])
  }
}
