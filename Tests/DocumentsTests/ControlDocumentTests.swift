import Documents
import TLM
import Testing

@Suite struct ControlDocumentTests {
  @Test func `rules say where they come from, and a checked file what is wrong with it`() throws {
    let scene = try Scene()
    let rules = try scene.policyRules()
    let wrong = Array(Scene.rules.replacing("max_concurrent_tasks: 2", with: "max_tasks: 2").utf8)
    let error = try #require(throws: ConfigurationError.self) {
      try Policy(yaml: wrong, file: "wrong.yaml", sensors: try scene.store.sensorDirectory())
    }

    try Golden.check("RuleOriginDocument", RuleOriginDocument(rules))
    try Golden.check(
      "RuleCheckDocument",
      [("good", RuleCheckDocument(rules.policy).json), ("wrong", RuleCheckDocument(error).json)])
  }

  @Test func `a backtest says what was decided, and how another differs`() throws {
    let scene = try Scene()
    let rules = try scene.policyRules()
    let sensors = try scene.store.sensorDirectory()
    let backtest = Backtest(policy: rules.policy, sensors: try scene.store.sensorMetrics().sensors)
    let result = try backtest.run(over: scene.store.log.read())
    let recorded = try backtest.recorded(over: scene.store.log.read())
    let other = BacktestDocument.Other(name: "recorded", recorded)

    #expect(!result.transitions.isEmpty)
    try Golden.check(
      "BacktestDocument",
      [
        ("alone", BacktestDocument(result, rules: rules, sensors: sensors).json),
        (
          "against",
          BacktestDocument(result, rules: rules, sensors: sensors, against: other).json
        ),
      ])
    try Golden.check(
      "ProposalDocument", ProposalDocument(try #require(result.proposals.first)))
  }

  @Test func `a verification names what is in doubt, and how to look at it`() throws {
    let scene = try Scene(
      Scene.lines.replacing(
        #""rule":"NORMAL_to_ALERT","#, with: #""rule":"NORMAL_to_ALERT","through":1,"#))
    let rules = try scene.policyRules()
    let verification = ControlVerification(
      policy: rules.policy, sensors: try scene.store.sensorMetrics().sensors)
    let result = try verification.run(over: scene.store.log)

    try Golden.check(
      "ControlVerificationDocument",
      ControlVerificationDocument(result, rules: rules) { "look at \($0)" })
  }

  @Test func `what control wrote is told event by event`() throws {
    let scene = try Scene(
      Scene.lines + """
        {"ts":"2026-02-13T10:03:10Z","event":"mode_transition_approved","proposal_id":"p1","by":"a"}
        {"ts":"2026-02-13T10:03:20Z","event":"mode_transition_rejected","proposal_id":"p2"}

        """)
    let sensors = try scene.store.sensorDirectory()
    let events = try scene.store.events(matching: Query(ControlEvent.filter))
      .compactMap(ControlEvent.init)

    #expect(events.count == 4)
    try Golden.check(
      "ControlEventDocument",
      events.map { ("\($0.position)", ControlEventDocument($0, sensors: sensors).json) })
  }

  @Test func `a notice says which rule tells what`() throws {
    try Golden.check("NoticeDocument", NoticeDocument(rule: "NORMAL_to_ALERT", text: "look out"))
  }
}
