import Events
package import Journal
import Sealing
import SystemCalls

/// A copy of a store's log as it was at one instant, in a folder of its own. It is a store itself: what
/// reads stores reads it.
package struct Backup: Sendable, Equatable {
  /// The folder.
  package let path: String
  /// The store that it is of.
  package let store: String
  /// What the log was: `POSITION:VALUE`.
  package let head: String
  /// Bytes of the log in it, and how many of them were copied now; the others are shared with the backup
  /// before.
  package let bytes: Int64
  package let copied: Int64
  package let segments: Int
  /// Older backups of the store that were removed.
  package let removed: [String]
  /// What of the log is not what it was sealed as; it was copied as it is.
  package let damaged: [String]
}

extension Backup {
  /// The file in the folder that says what the log was.
  static let manifest = "BACKUP"

  /// Copies a log, while others append to it, up to the end of its last line. Sealed segments that the
  /// backup before has are shared with it, so that each is on the disk once. While it copies nobody
  /// prunes or redacts.
  ///
  /// - Parameters:
  ///   - folder: where the backups of any store lie, in a folder of the store's id and one of the time.
  ///   - kept: how many backups of the store stay, this one with them; at least 1.
  ///   - progress: told how many more bytes are copied.
  /// - Throws: `busy` where a prune takes too long or a redaction was begun and not finished, else as the
  ///   file system does; then nothing of it is left.
  package static func make(
    of log: EventLog, in folder: String, keeping kept: Int = 7,
    progress: (Int64) -> Void = { _ in }
  ) throws(KeepingError) -> Backup {
    // Segments neither go nor are blanked under its hands.
    let turn: LogPruning
    do throws(JournalError) { turn = try LogPruning(log, timeout: patience) } catch {
      throw .log(error)
    }
    return try make(of: log, in: folder, keeping: kept, turn, progress: progress)
  }

  /// How long it waits for a prune or a redaction that is under way.
  private static let patience = Duration.seconds(600)

  private static func make(
    of log: EventLog, in folder: String, keeping kept: Int, _ turn: borrowing LogPruning,
    progress: (Int64) -> Void
  ) throws(KeepingError) -> Backup {
    let seal = try Self.head(of: log)
    let place = folder + "/" + seal.store
    try keeping { () throws(SystemError) in
      try Folder.make(folder)
      try Folder.make(place)
    }
    let older = try Self.backups(in: place)
    let name = Self.name(at: seal.time, besides: older)
    let draft = place + "/" + name + ".new"
    FileCopy.remove(draft)
    var copy = BackupCopy(
      log.layout, to: draft, before: older.last.map { place + "/" + $0 }, seal.end)
    do throws(SystemError) {
      try copy.run(progress)
      try Folder.replace(
        draft + "/" + manifest, with: Self.manifest(seal), isSynced: true)
      try Folder.sync(draft + "/log")
      try Folder.sync(draft)
      try Folder.rename(draft, to: place + "/" + name)
      try Folder.sync(place)
    } catch {
      FileCopy.remove(draft)
      FileCopy.remove(place + "/" + name)
      throw .log(JournalError(error))
    }
    let removed = older.dropLast(max(0, kept - 1))
    for old in removed { FileCopy.remove(place + "/" + old) }
    return Backup(
      path: place + "/" + name, store: seal.store, head: seal.head.description, bytes: copy.bytes,
      copied: copy.copied, segments: copy.segments, removed: Array(removed), damaged: copy.damaged)
  }

  /// What the log is now. A log of which something was changed is copied all the same: then the copy's
  /// head begins a chain of its own.
  private static func head(of log: EventLog) throws(KeepingError) -> SegmentSeal {
    try keeping { () throws(SealError) in try LogSealer(log).takeHead() }
  }

  /// The names of the backups in the folder of a store, oldest first.
  static func backups(in place: String) throws(KeepingError) -> [String] {
    try keeping { () throws(SystemError) in
      try Folder.names(in: place).filter { name in
        !name.hasSuffix(".new")
          && ((try? FileStatus.of("\(place)/\(name)/\(manifest)")) ?? nil) != nil
      }
    }
  }

  /// The time without what file systems do not take.
  private static func name(at time: String, besides names: [String]) -> String {
    let plain = String(time.filter { $0 != ":" && $0 != "-" })
    var name = plain
    var number = 1
    while names.contains(name) {
      number += 1
      name = "\(plain)-\(number)"
    }
    return name
  }

  private static func manifest(_ seal: SegmentSeal) -> [UInt8] {
    var writer = JSONWriter()
    let members: [Member] = [
      Member("store", .string(seal.store)), Member("head", .string(seal.head.description)),
      Member("time", .string(seal.time)),
    ]
    writer.write(.object(members))
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

/// The files of one backup.
private struct BackupCopy {
  private let from: StoreLayout
  private let to: StoreLayout
  private let before: StoreLayout?
  private let end: Position
  var bytes: Int64 = 0
  var copied: Int64 = 0
  var segments = 0
  var damaged: [String] = []

  init(_ from: StoreLayout, to draft: String, before: String?, _ end: Position) {
    self.from = from
    to = StoreLayout(root: draft)
    self.before = before.map { StoreLayout(root: $0) }
    self.end = end
  }

  mutating func run(_ progress: (Int64) -> Void) throws(SystemError) {
    try Folder.make(to.root)
    try Folder.make(to.log)
    let list = try SegmentList(from)
    for base in list.bases where base < end || base == list.bases.first {
      let next = list.end(of: base)
      let isWhole = next.map { $0 <= end && !list.intents.contains(base) } ?? false
      let length = isWhole ? nil : max(0, end.rawValue - base.rawValue)
      try copy(base, length, progress)
      segments += 1
      if isWhole {
        for (source, target) in [
          (from.sum(base), to.sum(base)), (from.seal(base), to.seal(base)),
          (from.redacted(base), to.redacted(base)),
        ] { try FileCopy.copyIfThere(source, to: target) }
      }
      try FileCopy.copyIfThere(from.head(base), to: to.head(base))
    }
    // What prune left of the segments before stands beside them.
    for name in try Folder.names(in: from.log) where name.hasSuffix(".base") {
      try FileCopy.copy(from.log + "/" + name, to: to.log + "/" + name)
    }
    for (source, target) in [
      (from.identity, to.identity), (from.configuration, to.configuration),
      (from.rules, to.rules),
    ] { try FileCopy.copyIfThere(source, to: target) }
  }

  /// - Parameter length: bytes of a segment that takes appends; nil for a whole one.
  private mutating func copy(
    _ base: Position, _ length: Int64?, _ progress: (Int64) -> Void
  ) throws(SystemError) {
    let (source, target) = (from.segment(base), to.segment(base))
    if length == nil, let shared = try share(base, to: target) {
      bytes += shared
      return
    }
    let found = try FileCopy.copy(
      source, to: target, count: length, isSealed: length == nil, progress: progress)
    bytes += found.length
    copied += found.length
    guard length == nil, let told = try Folder.contents(of: from.sum(base)) else { return }
    if SealSum(told) != found { damaged.append("log/" + source.split(separator: "/").last!) }
  }

  /// The bytes of a segment that the backup before has, too; nil where it has not, or the disk knows no
  /// second names.
  private func share(_ base: Position, to target: String) throws(SystemError) -> Int64? {
    guard let before, let there = try FileStatus.of(before.segment(base)),
      let here = try FileStatus.of(from.segment(base)), there.size == here.size, there.isSealed,
      let old = try Folder.contents(of: before.sum(base)), let sum = SealSum(old),
      sum.length == here.size, try Folder.contents(of: from.sum(base)) == old
    else { return nil }
    guard (try? Folder.link(before.segment(base), to: target)) == true else { return nil }
    return here.size
  }
}
