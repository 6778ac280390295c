import TLM

/// What a store's settings have sent elsewhere while a watch goes on: events as they come, runs that have
/// ended, and the log to an engine that joins machines.
struct WatchedDeliveries: Sendable {
  private let export: WatchedExport?
  private let posting: WatchedPosting?
  private let relay: WatchedRelay?

  init(of store: Store) throws {
    (export, posting) = (try WatchedExport(of: store), try WatchedPosting(of: store))
    relay = try WatchedRelay(of: store)
  }

  /// Sends until the task is cancelled.
  func follow() async {
    async let exported: Void? = export?.follow()
    async let posted: Void? = posting?.follow()
    async let relayed: Void? = relay?.follow()
    _ = await (exported, posted, relayed)
  }
}
