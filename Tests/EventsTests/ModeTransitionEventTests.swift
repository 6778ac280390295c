import Events
import Testing

@Suite struct ModeTransitionEventTests {
  private func said(_ members: String) throws -> ModeTransitionEvent {
    let line = #"{"ts":"2026-02-13T10:02:41Z","event":"mode_transition",\#(members)}"#
    return ModeTransitionEvent(try event(line).event)
  }

  @Test func `nothing that is written is lost when it is read`() throws {
    let question = SensorQuestion("cpu", window_s: 60, aggregate: .max, quantile: 0.9)
    let over = Comparison(.greater, .number(85))
    let written = ModeTransition(
      from: "NORMAL", to: "ALERT", rule: "hot",
      reasons: [
        ModeReason(question, .number(91.5), over, held: Nanoseconds(seconds: 34), isLatched: true),
        ModeReason(SensorQuestion("host"), .word("busy"), Comparison(.equal, .word("busy"))),
      ],
      decidedAt: try #require(Timestamp("2026-02-13T10:02:41Z")),
      approval: .init(of: "p1", by: "ada"))
    let members = written.members(
      scope: "ci", through: Position(rawValue: 7), by: .policy("sha"))

    let read = ModeTransitionEvent(
      try event(
        String(decoding: NewEvent("mode_transition", fields: members).line(), as: UTF8.self)
      )
      .event)

    #expect(read.taken == written)
    #expect((read.scope, read.through, read.policy) == ("ci", 7, "sha"))
  }

  @Test func `control takes an empty name for a name, and a fold for none`() throws {
    let said = try said(#""from":"","to":"ALERT","rule":"r""#)

    #expect(said.wanted?.from == "")
    #expect(said.shortened().from == nil)
    var record = ModeRecord(from: "NORMAL")
    record.follow(said)
    #expect(record.mode == "ALERT")
  }

  @Test func `what a producer puts into data is there for folds alone`() throws {
    let said = try said(#""data":{"from":"NORMAL","to":"ALERT","by":"ada"}"#)

    #expect(said.wanted == nil)
    #expect(said.shortened().to == "ALERT")
    #expect(said.shortened().approvedBy == "ada")
  }

  @Test func `a fold keeps the first reasons, short texts and numbers`() throws {
    let long = String(repeating: "x", count: 600)
    let reason = #"{"sensor":"\#(long)","value":"w","operator":">","threshold":5,"held_s":34}"#
    let reasons = Array(repeating: reason, count: 40).joined(separator: ",")
    let said = try said(#""from":"A","to":"B","reason":"\#(long)","reasons":[7,{},\#(reasons)]"#)

    #expect(said.reasons.count == 42)
    #expect(said.wanted?.reasons.count == 40)
    #expect(said.wanted?.reasons.first?.question.sensor == long)
    let kept = said.shortened()
    #expect(kept.reasons.count == 16)
    #expect(kept.reason.map { $0.text.utf8.count } == 512)
    #expect(kept.reasons[0].sensor.text.utf8.count == 512)
    #expect(kept.reasons[0].value == nil)
    #expect(kept.reasons[0].threshold == 5)
    #expect(ModeReason(kept.reasons[0]) == nil)
  }
}
