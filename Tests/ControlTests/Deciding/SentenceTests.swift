import Control
import Events
import Testing

@Suite struct SentenceTests {
  @Test func `a mode says since when and why`() throws {
    var rig = try Rig(Policy.serverRules)

    rig.hold(Rules.cpu, 91.2, 0...25)
    rig.say(Rules.cpu, 91.2, at: 29)
    rig.tick(34)

    #expect(rig.diary == ["34 ALERT"])
    #expect(
      Policy.Sentence.why("ALERT", since: "10:02:41", reasons: rig.transitions[0].reasons)
        == "ALERT since 10:02:41 because perf_system_cpu_load stayed above 85 % for 34 s"
        + " (last 91.2 %)")
  }

  @Test func `every kind of reason reads as English`() {
    let sentences = [
      ModeReason(
        SensorQuestion("safety_tool_high_risk_calls", window_s: 60), .number(7),
        Comparison(.greater, .number(5))):
        "safety_tool_high_risk_calls was 7 calls in 60 s, above 5 calls",
      ModeReason(
        SensorQuestion("safety_tool_high_risk_calls", window_s: 60), .number(2),
        Comparison(.greater, .number(1))):
        "safety_tool_high_risk_calls was 2 calls in 60 s, above 1 call",
      ModeReason(
        SensorQuestion("safety_policy_violations", window_s: 300), .number(0),
        Comparison(.equal, .number(0))): "safety_policy_violations was 0 in 300 s",
      ModeReason(
        SensorQuestion("res_disk_usage_percent"), .number(96.25), Comparison(.atLeast, .number(95))):
        "res_disk_usage_percent was 96.25 %, at or above 95 %",
      ModeReason(
        SensorQuestion("perf_model_call_latency", window_s: 300, quantile: 0.95),
        .number(1234.56789),
        Comparison(.greater, .number(1000))):
        "perf_model_call_latency at quantile 0.95 was 1234.568 ms in 300 s, above 1000 ms",
      ModeReason(
        SensorQuestion(Rules.cpu, window_s: 60, aggregate: .mean), .number(50),
        Comparison(.atMost, .number(60))):
        "the mean of perf_system_cpu_load was 50 % in 60 s, at or below 60 %",
      ModeReason(
        SensorQuestion(Rules.cpu), .number(75), Comparison(.greater, .number(85)), isLatched: true):
        "perf_system_cpu_load was above 85 % and has not cleared yet (last 75 %)",
      ModeReason(
        SensorQuestion("safety_mode_state"), .word("LOCKDOWN"),
        Comparison(.unequal, .word("NORMAL"))):
        "safety_mode_state was LOCKDOWN, other than NORMAL",
      ModeReason(
        SensorQuestion("perf_model_error_rate", window_s: 300), .number(0.25),
        Comparison(.greater, .number(0.2))): "perf_model_error_rate was 0.25 in 300 s, above 0.2",
    ]
    for (reason, sentence) in sentences {
      let unit = SensorDirectory.shipped[reason.question.sensor]?.unit
      #expect(Policy.Sentence.clause(reason, unit: unit) == sentence)
    }
  }

  @Test func `several reasons and an approval make one sentence`() {
    let reason = ModeReason(SensorQuestion("a"), .number(1), Comparison(.greater, .number(0)))

    #expect(
      Policy.Sentence.why("X", since: "1", reasons: [reason, reason, reason], approvedBy: "ada")
        == "X since 1 because a was 1, above 0, a was 1, above 0 and a was 1, above 0,"
        + " approved by ada")
    #expect(Policy.Sentence.why("X", since: "1", reasons: []) == "X since 1")
  }
}
