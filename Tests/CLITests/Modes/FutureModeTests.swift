import TLM
import TestSupport
import Testing

/// A change of mode whose time is wrong.
@Suite struct FutureModeTests {
  @Test func `a person can leave a mode that a line from 2099 brought`() throws {
    let sandbox = try Sandbox()
    let line =
      #"{"ts":"2099-01-01T00:00:00Z","event":"mode_transition","from":"NORMAL","to":"ALERT"}"#
    try #require(try sandbox.tlm("append", input: line + "\n").code == 0)
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")

    let set = try sandbox.tlm("mode", "set", "NORMAL", "--reason", "the clock was wrong")

    #expect(set.code == 0, "\(set.errors)")
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "NORMAL")
  }
}
