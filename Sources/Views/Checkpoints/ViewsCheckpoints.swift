package import Index
package import Journal
import LMDB
import SystemCalls

/// The checkpoints of a store: one table of `views/`, which may be deleted at any time.
package struct ViewsCheckpoints: CheckpointKeeping {
  package let views: ViewsStore

  /// How long a commit waits for `views/WRITER`; past that the next one keeps what this one had.
  package static let timeout: Duration = .milliseconds(500)

  /// The checkpoints of a log.
  ///
  /// - Throws: `unavailable` where nothing can be kept, `busy`, `failed`.
  package init(of log: EventLog) throws(ViewsError) { views = try ViewsStore.open(for: log) }

  package init(in views: ViewsStore) { self.views = views }

  package func checkpoint(_ key: [UInt8]) throws -> [UInt8]? {
    try views.read { transaction in try transaction.copy(ViewsTables.checkpoints, key) }
  }

  package func checkpoints() throws -> [[UInt8]] {
    try views.read { transaction in
      var found: [[UInt8]] = []
      var cursor = try transaction.cursor(ViewsTables.checkpoints)
      var isThere = try cursor.first()
      while isThere {
        found.append([UInt8](copying: cursor.value))
        isThere = try cursor.next()
      }
      return found
    }
  }

  package func changeCheckpoint(_ key: [UInt8], _ change: ([UInt8]?) -> [UInt8]?) throws -> Bool {
    try views.write(timeout: Self.timeout) { transaction in
      let old = try transaction.copy(ViewsTables.checkpoints, key)
      guard let new = change(old) else { return false }
      try transaction.put(ViewsTables.checkpoints, key, new)
      return true
    }
  }
}
