import TLM

/// What a store's settings have sent elsewhere while a watch goes on: events as they come, and runs that
/// have ended.
struct WatchedDeliveries: Sendable {
  private let export: WatchedExport?
  private let posting: WatchedPosting?

  init(of store: Store) throws {
    (export, posting) = (try WatchedExport(of: store), try WatchedPosting(of: store))
  }

  /// Sends until the task is cancelled.
  func follow() async {
    async let exported: Void? = export?.follow()
    async let posted: Void? = posting?.follow()
    _ = await (exported, posted)
  }
}
