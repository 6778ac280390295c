import Documents
import TLM
import Testing

@Suite struct ErrorDocumentTests {
  private struct Unknown: Error, CustomStringConvertible { let description = "it broke" }

  @Test func `every error has a code that is promised`() throws {
    let scene = try Scene()
    let place = StoreLocation(path: "/nowhere/at/all", reason: .option)
    let missing = try #require(throws: JournalError.self) { try Store.open(at: place) }
    let conflict = try #require(throws: AppendError.self) {
      try scene.store.append(
        [NewEvent("paid", at: Scene.later)], onlyIf: [.expecting(stream: "order-7", revision: 1)])
    }
    let wrong = try #require(throws: ConfigurationError.self) {
      try Policy(yaml: Array("modes: 7\n".utf8), file: "rules.yaml", sensors: .shipped)
    }
    let mode = try #require(throws: ModeError.self) {
      try scene.store.answerProposal("none", isApproved: true, by: nil, note: nil)
    }
    let errors: [(String, any Error)] = [
      ("journal", missing), ("append", conflict), ("rules", wrong), ("mode", mode),
      ("other", Unknown()),
    ]

    try Golden.check("ErrorDocument", errors.map { ($0.0, ErrorDocument($0.1).json) })
    #expect(errors.allSatisfy { ErrorDocument($0.1).exitStatus == .failed })
  }

  @Test func `a command ends with a status that scripts know`() {
    #expect(ExitStatus.success.code == 0 && ExitStatus.failed.code == 2)
    #expect(ExitStatus.nothingFound.code == 1 && ExitStatus.conditionFailed.code == 1)
  }
}
