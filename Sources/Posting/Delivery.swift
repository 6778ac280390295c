import Events
import Synchronization
import SystemCalls

/// Sends requests one after the other, each until it is taken or refused, and counts what came of them.
package final class Delivery: Sendable {
  /// What was done so far.
  package struct Tally: Sendable, Equatable {
    /// Requests that were taken.
    package var requests = 0
    /// Attempts that had to be made again.
    package var retries = 0
    /// Bytes of what was taken, as they were sent.
    package var bytes: Int64 = 0

    /// Nothing yet.
    package init() {}
  }

  private struct Work {
    let client: HTTPClient
    var tally = Tally()
    var attempt = 0
  }

  private let work: Mutex<Work>
  private let policy: RetryPolicy

  /// - Throws: `notBuilt` where nothing can be sent from here.
  package init(_ policy: RetryPolicy = RetryPolicy()) throws(PostError) {
    work = Mutex(Work(client: try HTTPClient()))
    self.policy = policy
  }

  package var tally: Tally { work.withLock { $0.tally } }

  /// Makes one attempt, and says what is to be done next; the same bytes each time.
  package func step(_ request: PostRequest) -> RetryPolicy.Decision {
    work.withLock { work in
      work.attempt += 1
      let decision = policy.decide(
        work.client.post(request), attempt: work.attempt,
        now: Timestamp(rawValue: wallClock_ns()), chance: Double.random(in: 0...1))
      switch decision {
      case .accepted:
        work.tally.requests += 1
        work.tally.bytes += Int64(request.body.count)
        work.attempt = 0
      case .again: work.tally.retries += 1
      case .refused: work.attempt = 0
      }
      return decision
    }
  }

  /// The same on a thread of its own: a receiver that is slow keeps nobody else waiting.
  package func stepAside(_ request: PostRequest) async -> RetryPolicy.Decision {
    await withCheckedContinuation { continuation in
      let attempt: @Sendable () -> Void = { continuation.resume(returning: self.step(request)) }
      if !detachThread(attempt) { attempt() }
    }
  }

  /// Sends a request, waiting where it must.
  ///
  /// - Parameter told: called before each pause.
  package func send(
    _ request: PostRequest, told: (Duration) -> Void = { _ in }
  ) -> RetryPolicy.Decision {
    while true {
      let decision = step(request)
      guard case .again(let length) = decision else { return decision }
      told(length)
      Self.wait(until: deadline(after: length))
    }
  }

  private static func wait(until end: Int64) {
    while monotonicNow() < end {
      pause(nanoseconds: Int(max(1, min(end - monotonicNow(), 100_000_000))))
    }
  }
}
