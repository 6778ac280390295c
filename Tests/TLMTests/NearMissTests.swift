import TLM
import Testing

@Suite struct NearMissTests {
  @Test(arguments: [
    ("durations_s", "duration_s"), ("issue_ids", "issue_id"), ("sesion_id", "session_id"),
    ("sessionID", "sessionId"), ("Exit_Code", "exit_code"), ("phas", "phase"),
    ("trace_di", "trace_id"),
  ])
  func `a name that looks like a well-known one is taken for a slip`(name: String, meant: String) {
    #expect(NearMiss.meant(by: name) == meant)
  }

  @Test(arguments: [
    "batch", "worker_count", "too", "tls", "colour", "created_by", "", "héllo", "parentUuid",
  ])
  func `a name of its own is left alone`(name: String) {
    #expect(NearMiss.meant(by: name) == nil)
  }

  @Test func `the most frequent slip comes first`() {
    let misses = NearMiss.all(in: ["issue_ids": 2, "durations_s": 7, "mine": 100])

    #expect(misses.map(\.name) == ["durations_s", "issue_ids"])
    #expect(misses.map(\.count) == [7, 2])
  }

  /// From Python's difflib: SequenceMatcher(None, a, b).ratio().
  @Test(arguments: [
    ("durations_s", "duration_s", 20.0 / 21), ("wikimedia", "wikimania", 14.0 / 18),
    ("abcd", "bcde", 0.75), ("abc", "xyz", 0.0), ("", "", 1.0),
  ])
  func `likeness is the ratio of Ratcliff and Obershelp`(a: String, b: String, ratio: Double) {
    #expect(abs(Likeness.ratio(Array(a.utf8), Array(b.utf8)) - ratio) < 1e-12)
  }
}
