import Exporters
import TLM

/// The receiver of runs that a store's settings name, served while a watch goes on.
struct WatchedPosting: Sendable {
  private let store: Store
  private let receiver: RunReceiver
  private let start: SendingStart

  /// How long to wait where it cannot begin: another watch may do the same, or end.
  private static let pause = Duration.seconds(5)
  /// How often those are tried again that nobody took.
  private static let retryPause = Duration.seconds(60)

  /// Nil where there is none.
  init?(of store: Store) throws {
    guard let receiver = try RunReceiver(of: store) else { return nil }
    (self.store, self.receiver) = (store, receiver)
    start = try SendingStart(of: store)
  }

  /// Follows the log until the task is cancelled; what keeps runs from being sent is told once, and tried
  /// again.
  func follow() async {
    var told = ""
    while !Task.isCancelled {
      do { try await post() } catch is CancellationError { return } catch {
        // Another watch that does it is no news.
        let isTaken = (error as? ExportError)?.code == .taken
        let sentence = "\(error)"
        if !isTaken, told != sentence { Message.error(SafeText.of("post: \(sentence)")) }
        told = sentence
        // Cancelled, it ends.
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  private func post() async throws {
    let poster = try RunPoster(store, to: receiver)
    var posting = try RunPosting(store, poster, to: receiver, from: start)
    let retrying = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: Self.retryPause)
        // What cannot be tried now, as the store is busy or full, is tried in a while.
        do { try await poster.retry() } catch is CancellationError { return } catch { continue }
      }
    }
    defer { retrying.cancel() }
    try await posting.react(to: store.log, draining: true)
  }
}
