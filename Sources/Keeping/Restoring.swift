package import Events
import Journal
import Sealing
import SystemCalls

/// A store that was made of a backup, or of what was left of one.
package struct Restored: Sendable, Equatable {
  /// The folder of the store.
  package let path: String
  /// Its id; a store of its own, as the one that the lines are of may still be there.
  package let store: String
  /// The id of the store that the lines are of; nil where nothing says it.
  package let origin: String?
  /// Bytes of the log, and where they end.
  package let bytes: Int64
  package let end: Position
  package let segments: Int
  /// Ranges of positions that have no bytes.
  package var missing: [Range<Position>] = []
  /// Segments that are not what they were sealed as, from `log/` on.
  package var damaged: [String] = []
}

package enum Restoring {
  /// Makes a store of a backup: the same lines at the same positions, with an id of its own, and an event
  /// `tlm.restored` behind them.
  ///
  /// - Parameters:
  ///   - backup: the folder of one, or a folder of those of one store, of which the newest is taken.
  ///   - root: where the store is to be; nothing may be there.
  ///   - isForced: whether a backup is taken that is not what it was when it was made.
  /// - Throws: `refused`, or as the file system does; then nothing of it is left.
  package static func restore(
    _ backup: String, to root: String, isForced: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws(KeepingError) -> Restored {
    let backup = try newest(in: backup)
    let log = try keeping { () throws(JournalError) in try EventLog.open(backup) }
    let head = try head(of: backup)
    let found = try keeping { () throws(SealError) in
      try LogVerifier.verify(log, heads: head.map { [$0] } ?? [])
    }
    if !isForced && !found.isWhole {
      throw .refused(
        "\(backup) is not what it was when it was made: look with tlm verify-log --store \(backup), "
          + "and take it as it is with --force, or another one")
    }
    let origin = try keeping { () throws(JournalError) in try log.readIdentity() }?.id
    let parts = try LogParts.all(in: [backup])
    return try LogParts.assemble(parts, to: root, origin: origin, head: head, progress)
  }

  /// Makes a store of what is left of one, or of several copies: for each part of the log the copy that
  /// is what it was sealed as, or else the longest.
  ///
  /// - Parameters:
  ///   - folders: that have segments in them, or in a folder `log` below.
  ///   - root: where the store is to be; nothing may be there.
  /// - Throws: `refused` where there is no segment, or as the file system does.
  package static func recover(
    _ folders: [String], to root: String, progress: (Int64) -> Void = { _ in }
  ) throws(KeepingError) -> Restored {
    let parts = try LogParts.all(in: folders)
    guard !parts.isEmpty else {
      throw .refused(
        "there is no segment in \(folders.joined(separator: ", ")): they are called "
          + "00000000000000000000.jsonl, by the position of their first byte")
    }
    return try LogParts.assemble(parts, to: root, origin: nil, head: nil, progress)
  }

  /// The backup that is meant by a folder.
  private static func newest(in folder: String) throws(KeepingError) -> String {
    let names = try keeping { () throws(SystemError) in try Folder.names(in: folder) }
    if names.contains("log") { return folder }
    if let newest = try Backup.backups(in: folder).last { return folder + "/" + newest }
    var stores: [String] = []
    for name in names where try !Backup.backups(in: folder + "/" + name).isEmpty {
      stores.append(name)
    }
    guard stores.count < 2 else {
      throw .refused(
        "\(folder) has backups of several stores: name one of \(stores.joined(separator: ", "))")
    }
    guard let store = stores.first, let newest = try Backup.backups(in: folder + "/" + store).last
    else { throw .refused("there is no backup in \(folder); tlm backup makes one") }
    return "\(folder)/\(store)/\(newest)"
  }

  private static func head(of backup: String) throws(KeepingError) -> LogHead? {
    let bytes = try keeping { () throws(SystemError) in
      try Folder.contents(of: backup + "/" + Backup.manifest, limit: 1 << 16)
    }
    guard let bytes, case .object(let members)? = Value(json: Array(bytes.prefix { $0 != 0x0A }))
    else { return nil }
    return members.first { $0.name == "head" }?.value.text.flatMap { LogHead($0) }
  }
}
