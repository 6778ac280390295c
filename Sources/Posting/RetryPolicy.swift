package import Events

/// What is done after an attempt: the rules of OTLP for those who send.
///
/// It only decides; whoever sends waits. 429, 502, 503, 504 and connections without an answer are tried
/// again, later each time and never at the same moment as others; when a receiver says when, then that.
/// Everything else is final.
package struct RetryPolicy: Sendable {
  /// How often one request is sent at most; nil: until it is taken.
  package var attempts: Int? = 6
  /// The first pause; each further one is twice as long.
  package var pause: Duration = .seconds(1)
  /// The longest pause, also where a receiver asks for more.
  package var longestPause: Duration = .seconds(60)
  /// How far a pause may be off, so that many who were turned away do not come back together.
  package var jitter = 0.2

  /// Whether every answer from 500 on is tried again and none below it, in the place of OTLP's rule.
  package var repeatsServerErrors = false

  package init() {}

  /// For receivers that say no more than that they failed: three more attempts, after 1, 2 and 4 seconds.
  package static let webhook: RetryPolicy = {
    var policy = RetryPolicy()
    (policy.attempts, policy.longestPause, policy.jitter) = (4, .seconds(4), 0)
    policy.repeatsServerErrors = true
    return policy
  }()

  /// What is to be done.
  package enum Decision: Sendable, Equatable {
    /// It was taken.
    case accepted(PostResponse)
    /// The same bytes again, after a pause.
    case again(after: Duration)
    /// It was not, and will not be; why, in a sentence.
    case refused(String, PostResponse?)
  }

  /// Decides about an attempt.
  ///
  /// - Parameters:
  ///   - outcome: what came of it.
  ///   - attempt: which one it was, from 1.
  ///   - now: the time, for receivers that name one.
  ///   - chance: anything from 0 to 1.
  package func decide(
    _ outcome: PostOutcome, attempt: Int, now: Timestamp, chance: Double
  ) -> Decision {
    let reason: String
    var asked: Duration?
    var last: PostResponse?
    switch outcome {
    case .impossible(let sentence): return .refused(sentence, nil)
    case .unanswered(let sentence): reason = sentence
    case .answered(let response):
      if 200..<300 ~= response.status { return .accepted(response) }
      reason = response.words ?? "it answered \(response.status)"
      guard isRepeated(response.status) else {
        return .refused(reason, response)
      }
      last = response
      asked = response.retryAfter.flatMap { RetryAfter.pause($0, now: now) }
    }
    if let attempts, attempt >= attempts {
      return .refused("\(reason), after \(attempt) attempts", last)
    }
    return .again(after: min(asked ?? backoff(attempt, chance), longestPause))
  }

  private func isRepeated(_ status: Int) -> Bool {
    repeatsServerErrors ? status >= 500 : [429, 502, 503, 504].contains(status)
  }

  private func backoff(_ attempt: Int, _ chance: Double) -> Duration {
    var length = pause
    for _ in 1..<max(2, min(attempt, 32)) where attempt > 1 && length < longestPause { length *= 2 }
    let share = 1 + jitter * (2 * max(0, min(1, chance)) - 1)
    return min(length, longestPause) * share
  }
}

/// The header that says when to come back: in seconds, or at an instant.
enum RetryAfter {
  /// How long to wait; nothing for an instant that has passed, nil for what nobody can read.
  static func pause(_ text: String, now: Timestamp) -> Duration? {
    let text = String(text.drop { $0 == " " }.prefix(64))
    if let seconds = Int64(text.filter { $0 != " " }) {
      return .seconds(max(0, min(seconds, 86_400 * 366)))
    }
    guard let time = TimeText.instant(text), let wait = time.since(now) else { return nil }
    return max(.zero, wait.duration)
  }
}
