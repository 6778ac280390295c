import TLM
import TestSupport
import Testing

/// Traces of every issue, session and run of logs of which the truth is known.
@Suite struct TraceReferenceTests {
  private func check(_ made: String, _ sandbox: Sandbox) throws {
    let checked = try sandbox.shell(
      "python3 \(Reference.folder)/trace_check.py \(made) \(Sandbox.binary) \(sandbox.store)")

    #expect(checked.code == 0, "\(checked.output)\(checked.errors)")
  }

  @Test(arguments: 1...4)
  func `each trace is the tree that really was`(seed: Int) throws {
    let sandbox = try Sandbox()
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/trace_stories.py made --seed \(seed) --commands 8")
    try #require(made.code == 0, "\(made.errors)")
    try #require(try sandbox.tlm("append", "made/log.jsonl").code == 0)

    try check("made", sandbox)
  }

  @Test func `a log that is long enough for an index gives the same trees`() throws {
    let sandbox = try Sandbox()
    let made = try sandbox.shell(
      "python3 \(Reference.folder)/trace_stories.py made --seed 99 --commands 20")
    try #require(made.code == 0, "\(made.errors)")
    // Behind it stands so much that an index is made, and before it lines of nobody.
    let noise =
      #"for i in $(seq 9000); do echo "{\"event\":\"noise\",\"n\":$i,\"tool\":\"x\"}"; done"#
    try #require(try sandbox.shell("tlm append made/log.jsonl && \(noise) | tlm append").code == 0)
    try #require(try sandbox.tlm("index", "rebuild").code == 0)

    try check("made", sandbox)
  }
}
