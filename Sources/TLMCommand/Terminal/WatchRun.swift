import TLM

/// What `tlm watch` does, beside something else: it goes on whatever befalls it, and says what did.
struct WatchRun: Sendable {
  private let watcher: Watcher
  private let sources: WatchedSources?
  private let deliveries: WatchedDeliveries

  /// How long to wait where it cannot go on.
  private static let pause = Duration.seconds(5)

  /// - Throws: `ConfigurationError` with every mistake in the store's settings or rules.
  init(of store: Store) throws {
    var watcher = try Watcher(of: store)
    watcher.sampling = .seconds(5)
    self.watcher = watcher
    (sources, deliveries) = (try WatchedSources(of: store), try WatchedDeliveries(of: store))
  }

  /// Watches until the task is cancelled.
  func follow() async {
    let importing = Task { await sources?.follow() }
    let delivering = Task { await deliveries.follow() }
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
    delivering.cancel()
    await importing.value
    await delivering.value
  }
}
