import Analysis
import TLM
import Testing

@Suite struct IssueTreeTests {
  @Test func `a command, its wave, an issue and its phases lie in each other`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"command_start","tool":"ll-sprint","session_id":"s"}
      {"ts":"2026-02-13T10:00:05Z","event":"issue_start","tool":"ll-sprint","issue_id":"B-1","wave":1}
      {"ts":"2026-02-13T10:01:12Z","event":"issue_phase","tool":"ll-sprint","issue_id":"B-1",\
      "phase":"ready","duration_s":67.2,"result":"pass"}
      {"ts":"2026-02-13T10:03:22Z","event":"issue_complete","tool":"ll-sprint","issue_id":"B-1",\
      "duration_s":197,"result":"success","phases":{"ready":67.2,"implement":98.5,"verify":31.3}}
      {"ts":"2026-02-13T10:15:00Z","event":"command_end","tool":"ll-sprint","duration_s":900}
      """)

    #expect(
      Told.outline(tree) == [
        "ll-sprint 900.0", "  wave 1 197.0 synthetic", "    issue B-1 197.0 success",
        "      ready 67.0 success clamped", "      implement 98.5 synthetic",
        "      verify 31.3 synthetic",
      ])
    // What was told stands beside what was cut.
    let ready = tree.span("ready")
    #expect(
      ready?.attributes.contains(
        Member("tlm.start_reported", "2026-02-13T10:00:04.800000Z")) == true)
  }

  @Test func `attempts stand apart, and a second completion begins none`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"B-1","session_id":"a"}
      {"ts":"2026-02-13T10:00:09Z","event":"issue_complete","issue_id":"B-1","result":"failure"}
      {"ts":"2026-02-13T10:00:10Z","event":"issue_complete","issue_id":"B-1","result":"failure"}
      {"ts":"2026-02-13T11:00:00Z","event":"issue_start","issue_id":"B-1","session_id":"b"}
      {"ts":"2026-02-13T11:00:05Z","event":"issue_phase","issue_id":"B-1","phase":"ready"}
      {"ts":"2026-02-13T11:00:30Z","event":"issue_complete","issue_id":"B-1","result":"success"}
      {"ts":"2026-02-13T12:00:00Z","event":"issue_start","issue_id":"B-1","session_id":"c"}
      {"ts":"2026-02-13T12:00:07Z","event":"note","issue_id":"B-1"}
      """)

    #expect(
      Told.outline(tree) == [
        "issue B-1 9.0 failure", "issue B-1 30.0 success", "  ready 25.0",
        "issue B-1 7.0 incomplete",
      ])
    #expect(tree.spans[0].points.map(\.name) == ["issue_complete"])
    #expect(tree.spans[0].links.isEmpty)
    for (later, earlier) in [(1, 0), (3, 1)] {
      let (link, before) = (tree.spans[later].links.first, tree.spans[earlier])
      #expect(link?.relation == "previous_attempt")
      #expect(link?.spanID == before.id && link?.traceID == before.traceID)
    }
    #expect(
      tree.spans[3].status == .error(type: "tlm.incomplete", message: "nothing tells of its end"))
  }

  @Test func `a second completion ends no attempt that another session left open`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"B-1","session_id":"dead"}
      {"ts":"2026-02-13T11:00:00Z","event":"issue_start","issue_id":"B-1","session_id":"b"}
      {"ts":"2026-02-13T11:00:05Z","event":"issue_complete","issue_id":"B-1","session_id":"b"}
      {"ts":"2026-02-13T11:00:06Z","event":"issue_complete","issue_id":"B-1","session_id":"b"}
      """)

    #expect(
      Told.outline(tree) == ["issue B-1 0.0 incomplete", "issue B-1 5.0 success"])
    #expect(tree.spans[1].points.map(\.name) == ["issue_complete"])
  }

  @Test func `a phase that is told three ways is one span, and its begin beats its length`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"B-1"}
      {"ts":"2026-02-13T10:00:01Z","event":"phase_start","issue_id":"B-1","phase":"verify"}
      {"ts":"2026-02-13T10:00:05Z","event":"issue_phase","issue_id":"B-1","phase":"verify",\
      "duration_s":3,"result":"pass"}
      {"ts":"2026-02-13T10:00:06Z","event":"phase_end","issue_id":"B-1","phase":"verify"}
      {"ts":"2026-02-13T10:00:08Z","event":"issue_complete","issue_id":"B-1","phases":{"verify":3}}
      """)

    #expect(Told.outline(tree) == ["issue B-1 8.0 success", "  verify 4.0 success"])
    #expect(tree.span("verify")?.events.count == 3)
    #expect(
      tree.span("verify")?.attributes.contains(Member("tlm.duration_reported_s", 3.0)) == true)
  }

  @Test func `what decided how long it took adds up, and gaps are where nothing went on`() throws {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"B-1"}
      {"ts":"2026-02-13T10:00:10Z","event":"issue_phase","issue_id":"B-1","phase":"a","duration_s":8}
      {"ts":"2026-02-13T10:00:12Z","event":"issue_phase","issue_id":"B-1","phase":"b","duration_s":6}
      {"ts":"2026-02-13T10:00:20Z","event":"issue_complete","issue_id":"B-1"}
      """)

    let (issue, a, b) = (tree.spans[0], try #require(tree.span("a")), try #require(tree.span("b")))
    #expect(tree.spans.map(\.critical.seconds).reduce(0, +) == 20)
    // b was waited for last; before it began, a.
    #expect((issue.critical.seconds, a.critical.seconds, b.critical.seconds) == (10, 4, 6))
    #expect(issue.gaps.map(\.duration.seconds) == [2, 8])
    #expect(a.gaps.isEmpty && a.isCritical)
  }
}
