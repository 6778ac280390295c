import Exporters
import OTLP
import SystemCalls
import TLM

/// The receiver that a store's settings name, kept up to date while a watch goes on.
struct WatchedExport: Sendable {
  private let store: Store
  private let url: String
  private let start: SendingStart

  /// How long to wait where it cannot begin: another watch may keep the same export, or end.
  private static let pause = Duration.seconds(5)

  /// Nil where none is named that counts, or the environment has OpenTelemetry switched off.
  init?(of store: Store) throws {
    let settings = try Settings.load(at: store.location)
    for ignored in settings.ignored where ignored.name == "otel_endpoint" {
      Message.note(
        SafeText.of(
          "otel_endpoint of \(ignored.file) line \(ignored.line) does not count before tlm trust"))
    }
    guard let url = settings["otel_endpoint"]?.text, !url.isEmpty,
      StoreLocation.variable("OTEL_SDK_DISABLED") != "true"
    else { return nil }
    self.store = store
    self.url = url
    start = try SendingStart(of: store)
  }

  /// Follows the log until the task is cancelled; what keeps it from being sent is told once, and tried
  /// again.
  func follow() async {
    await withTaskGroup { group in
      for signal in [OTLPSignal.logs, .traces] {
        group.addTask { await follow(signal) }
      }
    }
  }

  private func follow(_ signal: OTLPSignal) async {
    var told = ""
    while !Task.isCancelled {
      do {
        try await ExportFollowing(store, signal, to: url, from: start).follow()
      } catch is CancellationError {
        return
      } catch {
        // Another watch that keeps it is no news.
        let isTaken = (error as? ExportError)?.code == .taken
        let sentence = "\(error)"
        if !isTaken, told != sentence { Message.error(SafeText.of("otel_endpoint: \(sentence)")) }
        told = sentence
        // Cancelled, it ends.
        try? await Task.sleep(for: Self.pause)
      }
    }
  }
}
