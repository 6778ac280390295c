import Events
import Journal
import LMDB
import Lines

/// Whose views these are: what must be the same for them to be believed.
struct ViewsIdentity: Equatable {
  /// The number of the layout of all tables.
  static let format = 5

  let store: String
  let format: Int
  let rules: Int
  /// Of the log: lines that were blanked since are other lines.
  let edition: Int

  /// - Throws: `unavailable` where the store is named by nobody and cannot be, or is of a newer
  ///   format.
  init(of log: EventLog) throws(ViewsError) {
    do throws(JournalError) {
      store = try log.identity(timeout: .milliseconds(100)).id
    } catch {
      throw ViewsError(
        .unavailable, "\(error.message); answers come from a scan of the log", cause: error)
    }
    format = Self.format
    rules = LineRules.version
    edition = log.edition
  }

  /// nil where nobody has named the store; names nothing.
  init?(readFrom log: EventLog) {
    guard let identity = (try? log.readIdentity()) ?? nil else { return nil }
    store = identity.id
    format = Self.format
    rules = LineRules.version
    edition = log.edition
  }

  private static let key = Array("identity".utf8)

  private var bytes: [UInt8] {
    Array("\(format) \(rules) \(store)\(edition > 0 ? " \(edition)" : "")".utf8)
  }

  /// Whether the environment says the same; false for one that must be made anew.
  ///
  /// - Throws: LMDB's errors.
  func isWritten(in environment: Environment, _ folder: String) throws(LMDBError) -> Bool {
    let transaction = try environment.reading()
    return try transaction.copy(ViewsTables.meta, Self.key) == bytes
  }

  func write(in transaction: inout WriteTransaction) throws(LMDBError) {
    try transaction.put(ViewsTables.meta, Self.key, bytes)
  }
}
