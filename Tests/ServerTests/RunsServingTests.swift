import SystemCalls
import TestSupport
import Testing

#if Server
  /// The runs API of a real `tlm serve`, asked by a client that was made from its reference.
  @Suite struct RunsServingTests {
    @Test(arguments: ServedProgram.cases(of: "runs"))
    func `The runs API is as its clients know it`(_ name: String) throws {
      try ServedProgram.check("runs", name)
    }

    @Test(arguments: ServedProgram.cases(of: "posting"))
    func `Runs that have ended are posted`(_ name: String) throws {
      try ServedProgram.check("posting", name)
    }

    private static let hasSchemathesis =
      (try? Command.run(
        ServedProgram.peers, ["-c", "import schemathesis"], environment: [:], in: "/"))?.code == 0

    @Test(
      .enabled(
        if: hasSchemathesis, "SKIPPED: no schemathesis in .build-peers; run scripts/peers.sh"))
    func `Every answer is as the document says`() throws {
      try ServedProgram.check(
        "runs_contract", "every_answer_is_as_the_document_says", by: ServedProgram.peers)
    }
  }
#endif
