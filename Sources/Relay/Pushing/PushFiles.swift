import Events
package import Journal
import SystemCalls

/// Where a store keeps how far it is pushed to a stream; one process at a time holds it.
package final class PushFiles: Sendable {
  private let path: String
  private let log: EventLog
  private let lock: LockFile

  /// - Throws: `taken` where another process pushes this store to that stream; `store` where the store
  ///   cannot be written.
  package init(_ log: EventLog, stream: String) throws(RelayError) {
    self.log = log
    path = Self.path(log.layout, stream)
    do throws(SystemError) {
      try Folder.make(log.layout.relay)
      lock = try LockFile(path + ".lock")
      // Who has just ended may hold it for a moment.
      guard try lock.acquire(by: deadline(after: .seconds(2))) else {
        throw SystemError(.flock, path, ErrorNumber.busy)
      }
    } catch {
      if error.number == ErrorNumber.busy {
        throw RelayError(
          .taken, "another process pushes \(log.layout.root) to the stream \(stream) already")
      }
      throw RelayError(.store, "\(error)")
    }
  }

  private static func path(_ layout: StoreLayout, _ stream: String) -> String {
    layout.relay + "/push-" + stream
  }

  /// What is known; nil where nothing is, or nobody can read it.
  package func checkpoint() throws(RelayError) -> PushCheckpoint? {
    try Self.checkpoint(of: path)
  }

  /// The same of any store, without holding it.
  package static func checkpoint(
    in layout: StoreLayout, stream: String
  ) throws(RelayError) -> PushCheckpoint? {
    try checkpoint(of: path(layout, stream))
  }

  private static func checkpoint(of path: String) throws(RelayError) -> PushCheckpoint? {
    do throws(SystemError) {
      return try Folder.contents(of: path + ".json", limit: 1 << 24).flatMap(PushCheckpoint.init)
    } catch { throw RelayError(.store, "\(error)") }
  }

  /// The streams that a store is, or was, pushed to.
  package static func streams(of layout: StoreLayout) -> [String] {
    // Where the folder cannot be read nobody knows of any.
    let names = (try? Folder.names(in: layout.relay)) ?? []
    return names.compactMap { name in
      guard name.hasPrefix("push-"), name.hasSuffix(".json") else { return nil }
      return String(name.dropFirst("push-".count).dropLast(".json".count))
    }
  }

  /// Keeps what is known.
  ///
  /// - Parameter isSynced: whether it is to survive a loss of power; the death of a process it survives.
  func keep(_ checkpoint: PushCheckpoint, isSynced: Bool) throws(RelayError) {
    try replace(path + ".json", checkpoint.bytes, isSynced: isSynced)
  }

  func places() -> PushPlaces {
    // They only make answers faster: what cannot be read is made anew.
    let bytes = (try? Folder.contents(of: path + ".places", limit: 1 << 26)) ?? nil
    return PushPlaces(bytes ?? [])
  }

  func keep(_ places: PushPlaces) throws(RelayError) {
    try replace(path + ".places", places.bytes, isSynced: false)
  }

  private func replace(_ path: String, _ bytes: [UInt8], isSynced: Bool) throws(RelayError) {
    do throws(SystemError) {
      try Folder.replace(path, with: bytes, isSynced: isSynced)
      if isSynced { try Folder.sync(log.layout.relay) }
    } catch { throw RelayError(.store, "\(error)") }
  }

  /// The number of the log's folder as it is now.
  func folder() throws(RelayError) -> UInt64 {
    do throws(SystemError) {
      guard let status = try FileStatus.of(log.layout.log) else {
        throw SystemError(.fstat, log.layout.log, ErrorNumber.noEntry)
      }
      return status.inode
    } catch { throw RelayError(.store, "\(error)") }
  }
}
