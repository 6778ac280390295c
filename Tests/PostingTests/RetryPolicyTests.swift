import Events
import TestSupport
import Testing

@testable import Posting

@Suite struct RetryPolicyTests {
  private let now = Timestamp("2026-02-13T10:00:00Z")!

  private func decide(
    _ outcome: PostOutcome, attempt: Int = 1, chance: Double = 0.5
  ) -> RetryPolicy.Decision {
    RetryPolicy().decide(outcome, attempt: attempt, now: now, chance: chance)
  }

  private func answered(_ status: Int, _ retryAfter: String? = nil) -> PostOutcome {
    .answered(PostResponse(status: status, retryAfter: retryAfter))
  }

  @Test(arguments: [200, 202, 204]) func `what is taken is done`(status: Int) {
    #expect(decide(answered(status)) == .accepted(PostResponse(status: status)))
  }

  @Test(arguments: [301, 400, 401, 403, 404, 413, 415, 500, 501, 505])
  func `every other answer is final`(status: Int) {
    let refused = decide(answered(status))
    #expect(refused == .refused("it answered \(status)", PostResponse(status: status)))
  }

  @Test(arguments: [429, 502, 503, 504]) func `the busy are asked again`(status: Int) {
    #expect(decide(answered(status)) == .again(after: .seconds(1)))
  }

  @Test func `so is who does not answer, and not who cannot be talked to`() {
    #expect(decide(.unanswered("no route")) == .again(after: .seconds(1)))
    #expect(decide(.impossible("bad certificate")) == .refused("bad certificate", nil))
  }

  @Test func `a webhook that fails is asked after 1, 2 and 4 seconds, and one that refuses is not`()
  {
    let pauses = (1...4).map { attempt in
      RetryPolicy.webhook.decide(answered(500), attempt: attempt, now: now, chance: 1)
    }
    let last = RetryPolicy.Decision.refused(
      "it answered 500, after 4 attempts", PostResponse(status: 500))

    #expect(pauses == [1, 2, 4].map { .again(after: .seconds($0)) } + [last])
    for status in [400, 404, 429] {
      let refused = RetryPolicy.Decision.refused(
        "it answered \(status)", PostResponse(status: status))
      #expect(
        RetryPolicy.webhook.decide(answered(status), attempt: 1, now: now, chance: 0) == refused)
    }
  }

  @Test func `pauses double up to a minute, and are never quite the same`() {
    var policy = RetryPolicy()
    policy.attempts = nil
    let pauses = (1...9).map { attempt -> Duration in
      let decision = policy.decide(
        answered(503), attempt: attempt, now: now, chance: 0.5)
      guard case .again(let pause) = decision else { return .zero }
      return pause
    }

    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
    for (chance, around) in [(0.0, 0.8), (1.0, 1.2)] {
      guard case .again(let pause) = decide(answered(503), chance: chance) else {
        Issue.record("it gives up")
        continue
      }
      #expect(abs(pause / .seconds(1) - around) < 0.001)
    }
  }

  @Test(
    arguments: [
      ("7", 7.0), (" 7 ", 7), ("0", 0), ("-5", 0), ("100000", 60),
      ("Fri, 13 Feb 2026 10:00:09 GMT", 9), ("Fri, 13 Feb 2026 09:00:00 GMT", 0),
      ("Friday, 13-Feb-26 10:00:05 GMT", nil), ("soon", nil), ("9999999999999999999999", nil),
    ] as [(String, Double?)])
  func `who says when is asked then`(text: String, seconds: Double?) {
    // What nobody can read counts as nothing said.
    let pause = seconds.map { Duration.seconds($0) } ?? .seconds(1)
    #expect(decide(answered(429, text)) == .again(after: pause))
  }

  @Test func `it ends after six attempts`() {
    #expect(decide(answered(503), attempt: 5) != decide(answered(503), attempt: 6))
    guard case .refused(let sentence, _) = decide(answered(503), attempt: 6) else {
      Issue.record("it goes on")
      return
    }
    #expect(sentence == "it answered 503, after 6 attempts")
  }
}
