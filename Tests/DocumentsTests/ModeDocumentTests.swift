import Documents
import TLM
import Testing

@Suite struct ModeDocumentTests {
  @Test func `the mode in force, what it allows, and how it came`() throws {
    let scene = try Scene()
    let policy = try scene.policyRules().policy
    let course = try scene.store.mode(under: policy, at: Scene.later).state.course
    let mode = try #require(policy.mode(course.mode.text))
    let why = ModeSentence(course, sensors: try scene.store.sensorDirectory()).text()
    let shipped = try #require(Policy.standard.modes.last)

    try Golden.check(
      "ModeDocument",
      [
        ("known", ModeDocument(course, mode).json), ("unknown", ModeDocument(course, nil).json),
      ])
    try Golden.check(
      "ConstraintsDocument",
      [
        ("few", ConstraintsDocument(mode.constraints).json),
        ("many", ConstraintsDocument(shipped.constraints).json),
      ])
    try Golden.check("ModeHistoryDocument", ModeHistoryDocument(course.history))
    try Golden.check("ModeExplanationDocument", ModeExplanationDocument(course, why: why))
  }

  @Test func `a mode that never changed is explained, too`() throws {
    let scene = try Scene("")
    let course = try scene.store.mode().state.course
    let sensors = try scene.store.sensorDirectory()

    #expect(ModeSentence(course, sensors: sensors).text() == course.explanation)
    #expect(ModeExplanationDocument(course, why: "w").json == ["mode": "NORMAL", "why": "w"])
  }

  @Test func `an answer that comes too late appends nothing`() throws {
    let scene = try Scene()
    let late = Timestamp(text: "2026-02-13T10:09:00Z")

    let error = try #require(throws: ModeError.self) {
      try scene.store.answerProposal("p1", isApproved: true, by: "ada", note: nil, at: late)
    }

    try Golden.check("ExpiredDocument", ExpiredDocument(error))
  }
}
