import TLM

/// What `tlm watch` does, beside something else: it goes on whatever befalls it, and says what did.
struct WatchRun: Sendable {
  private let watcher: Watcher
  private let sources: WatchedSources?
  private let export: WatchedExport?
  private let posting: WatchedPosting?

  /// How long to wait where it cannot go on.
  private static let pause = Duration.seconds(5)

  /// - Throws: `ConfigurationError` with every mistake in the store's settings or rules.
  init(of store: Store) throws {
    var watcher = try Watcher(of: store)
    watcher.sampling = .seconds(5)
    self.watcher = watcher
    (sources, export) = (try WatchedSources(of: store), try WatchedExport(of: store))
    posting = try WatchedPosting(of: store)
  }

  /// Watches until the task is cancelled.
  func follow() async {
    let importing = Task { await sources?.follow() }
    let exporting = Task { await export?.follow() }
    let posted = Task { await posting?.follow() }
    var told = ""
    while !Task.isCancelled {
      do { try await watcher.run { _ in } } catch {
        let sentence = "\(error)"
        if sentence != told { Message.error(SafeText.of("watching: \(sentence)")) }
        told = sentence
        // Cancelled, it ends.
        try? await Task.sleep(for: Self.pause)
      }
    }
    importing.cancel()
    exporting.cancel()
    posted.cancel()
    await importing.value
    await exporting.value
    await posted.value
  }
}
