import Analysis
import Posting
import SystemCalls
import TLM

/// Sends runs to a receiver, each once, and writes into the log what came of it.
///
/// What was sent is written down before anything else is done: whoever dies in between sends that one run
/// again, under the same key.
final class RunPoster: Sendable {
  private let store: Store
  private let receiver: RunReceiver
  private let delivery: Delivery
  private let state = Guarded(State())

  private struct State {
    /// Tried in vain, in the order in which they ended.
    var waiting: [EndedRun] = []
    var isRetrying = false
    var isAway = false
  }

  init(_ store: Store, to receiver: RunReceiver) throws {
    (self.store, self.receiver) = (store, receiver)
    delivery = try Delivery(.webhook)
  }

  /// Where the first run ended that still waits; nil where none does.
  var firstWaiting: Position? { state.withLock { $0.waiting.map(\.position).min() } }

  /// What came of a run.
  enum Answer: Sendable {
    case taken
    /// Not now: it waits.
    case away(String)
    case refused(String)
  }

  /// Sends a run that has ended; one that nobody takes now waits, and those that wait go once one was
  /// taken.
  func post(_ ended: EndedRun) async throws {
    guard let run = try unsent(ended) else { return }
    if state.withLock({ $0.waiting.contains { $0.key == ended.key } }) { return }
    let (answer, retries) = try await send(run, delivery)
    try record(answer, of: run, retries)
    switch answer {
    case .taken: try await retry()
    case .away: state.withLock { $0.waiting.append(ended) }
    case .refused: break
    }
  }

  /// Sends those that wait, until the receiver takes one of them not.
  func retry() async throws {
    let starts = state.withLock { state in
      guard !state.isRetrying, !state.waiting.isEmpty else { return false }
      state.isRetrying = true
      return true
    }
    guard starts else { return }
    defer { state.withLock { $0.isRetrying = false } }
    let delivery = try Delivery(.webhook)
    while let ended = state.withLock({ $0.waiting.first }) {
      if let run = try unsent(ended) {
        let (answer, retries) = try await send(run, delivery)
        if case .away = answer { return }
        try record(answer, of: run, retries)
      }
      state.withLock { state in state.waiting.removeAll { $0 == ended } }
    }
  }

  /// Sends a run that has ended, whatever came of it before; nil where it was taken meanwhile.
  func postAgain(_ key: Label) async throws -> Answer? {
    guard let row = try store.runs(under: [key])[key] else { return nil }
    let run = RunRecord(key, row)
    if run.isPosted { return nil }
    let (answer, retries) = try await send(run, delivery)
    try record(answer, of: run, retries)
    return answer
  }

  /// A run that is to be sent; nil where that is done.
  private func unsent(_ ended: EndedRun) throws -> RunRecord? {
    guard let row = try store.runs(under: [ended.key])[ended.key] else { return nil }
    let run = RunRecord(ended.key, row)
    return run.isDone ? nil : run
  }

  private func send(
    _ run: RunRecord, _ delivery: Delivery
  ) async throws -> (answer: Answer, retries: Int) {
    let request = run.request(to: receiver)
    var attempts = 0
    while true {
      attempts += 1
      switch await delivery.stepAside(request) {
      case .accepted: return (.taken, attempts - 1)
      case .again(let pause): try await Task.sleep(for: pause)
      case .refused(let reason, let response):
        let isFinal = response.map { $0.status < 500 } ?? (attempts < RetryPolicy.webhookAttempts)
        return (isFinal ? .refused(reason) : .away(reason), attempts - 1)
      }
    }
  }

  private func record(_ answer: Answer, of run: RunRecord, _ retries: Int) throws {
    let now = Timestamp.current
    var fields = [Member("api_retry_count", .integer(run.attempts + Int64(retries)))]
    switch answer {
    case .taken:
      fields += [
        Member("api_posted", true), Member("api_posted_at", .string(now.description)),
      ]
      if run.isRefused { fields.append(Member("api_post_refused", false)) }
    case .away(let reason): fields.append(Member("api_post_error", .string(reason)))
    case .refused(let reason):
      fields += [
        Member("api_post_error", .string(reason)), Member("api_post_refused", true),
      ]
    }
    tell(answer, of: run)
    do throws(AppendError) {
      try store.append(
        [run.posting(at: now, fields)], onlyIf: run.isUnposted, durability: .synced,
        timeout: .seconds(10))
    } catch {
      // Somebody else has written that it was sent.
      if !error.isConflict { throw error }
    }
  }

  /// Says once that the receiver is away, and once that it is back.
  private func tell(_ answer: Answer, of run: RunRecord) {
    let wasAway = state.withLock { state in
      defer { if case .away = answer { state.isAway = true } else { state.isAway = false } }
      return state.isAway
    }
    switch answer {
    case .taken: if wasAway { Message.error("post takes runs again") }
    case .away(let reason):
      if !wasAway {
        Message.error(SafeText.of("post takes no run now (\(reason)); they wait, and go later"))
      }
    case .refused(let reason):
      Message.error(SafeText.of("post does not take run \(run.id): \(reason)"))
    }
  }
}

extension RetryPolicy {
  /// How often a run is sent before it waits.
  fileprivate static let webhookAttempts = webhook.attempts ?? 1
}
