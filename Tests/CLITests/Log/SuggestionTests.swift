import TLM
import TestSupport
import Testing

/// Who mistypes a command is told which one was meant.
@Suite struct SuggestionTests {
  @Test(arguments: [
    (["repaly"], "replay"), (["querry", "--json"], "query"), (["docter"], "doctor"),
    (["sensor"], "sensors"),
    (["projections", "verfy", "velocity"], "verify"), (["control", "bactest"], "backtest"),
  ])
  func `a slip is told with the command that looks like it`(words: [String], meant: String) throws {
    let sandbox = try Sandbox()

    let ended = try sandbox.tlm(words)

    #expect(ended.code == 64)
    #expect(ended.errors.contains("Did you mean '\(meant)'"), "\(ended.errors)")
  }

  @Test(arguments: [["xyzzy"], ["query", "--no-such"], ["--no-such"], ["\u{1b}[2Jreplay"]])
  func `what looks like no command is told without a guess`(words: [String]) throws {
    let ended = try Sandbox().tlm(words)

    #expect(ended.code == 64)
    #expect(!ended.errors.contains("\u{1b}"))
    if words[0] == "xyzzy" { #expect(!ended.errors.contains("Did you mean")) }
  }
}
