import Exporters
import SystemCalls
import TLM

/// The receiver of runs that a store's settings name, served while a watch goes on.
struct WatchedPosting: Sendable {
  private let store: Store
  private let url: String
  private let token: String?

  /// How long to wait where it cannot begin: another watch may do the same, or end.
  private static let pause = Duration.seconds(5)
  /// How often those are tried again that nobody took.
  private static let retryPause = Duration.seconds(60)

  /// Nil where none is named that counts, or the environment has it switched off.
  init?(of store: Store) throws {
    let settings = try Settings.load(at: store.location)
    for ignored in settings.ignored where ignored.name == "post" {
      Message.note(
        SafeText.of(
          "post of \(ignored.file) line \(ignored.line) does not count before tlm trust"))
    }
    let isOff = ["false", "0", "no", "off"].contains(
      StoreLocation.variable("METRICS_API_ENABLED")?.lowercased() ?? "")
    guard let url = settings["post"]?.text, !url.isEmpty, !isOff else { return nil }
    self.store = store
    self.url = url
    token = StoreLocation.variable("METRICS_API_TOKEN").flatMap { $0.isEmpty ? nil : $0 }
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
    let poster = try RunPoster(store, to: url, token: token)
    var posting = try RunPosting(store, poster, to: url)
    let retrying = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: Self.retryPause)
        try await poster.retry()
      }
    }
    defer { retrying.cancel() }
    try await posting.react(to: store.log, draining: true)
  }
}
