import Events
import Folding
import Journal
import SystemCalls

/// What a follower tells others: a file that it holds the lock of for as long as it lives, with
/// how far it has come.
///
/// It is written when the follower has come further, so an idle one costs nothing; whether the
/// follower lives is told by the lock alone.
final class FollowerBeacon: Sendable {
  private let path: String
  private let lock: LockFile

  /// A beacon for these projections; nil where no file can be made, which harms nobody.
  init?(of projections: [any Projection], on log: EventLog) {
    let folder = Self.folder(of: log)
    path = folder + "/" + ProcessFileName.fresh()
    do {
      // Nothing is made where a store is no more.
      guard try FileStatus.ofName(log.layout.log) != nil else { return nil }
      _ = try Folder.make(log.layout.views)
      _ = try Folder.make(folder)
      Self.removeDead(in: folder)
      let names = try projections.map { try Self.identity(of: $0).text + "\n" }.joined()
      lock = try LockFile(path)
      // Whoever looks for followers has the lock for a moment.
      guard try lock.acquire(by: deadline(after: .milliseconds(50))) else { return nil }
      let bytes = Word(position: .start, isCaughtUp: false).bytes + Array(names.utf8)
      try lock.file.write(bytes.span, at: 0)
      // Whoever looks in between making and locking takes the file for a dead one's.
      guard try lock.file.status().links == 1 else { return nil }
    } catch { return nil }
  }

  deinit {
    // A file that stays is removed by the next follower.
    try? Folder.unlink(path)
  }

  /// Says how far the follower has come.
  func tell(_ position: Position, isCaughtUp: Bool) {
    let bytes = Word(position: position, isCaughtUp: isCaughtUp).bytes
    // On a full disk a follower goes on in silence; the log has the events.
    try? lock.file.write(bytes.span, at: 0)
  }

  /// Whether the file still stands at its path.
  var isInPlace: Bool {
    guard let there = (try? FileStatus.ofName(path)) ?? nil else { return false }
    return there.isSameFile(as: lock.status)
  }

  static func folder(of log: EventLog) -> String { log.layout.views + "/followers" }

  private static func identity(of projection: some Projection) throws -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }

  private static func removeDead(in folder: String) {
    for name in (try? Folder.names(in: folder)) ?? [] where ProcessFileName.isOne(name) {
      let path = folder + "/" + name
      // One that cannot be opened or locked is left alone.
      guard let file = try? Descriptor.open(path, .update), (try? file.tryLock()) == true
      else { continue }
      try? Folder.unlink(path)
    }
  }

  /// The fixed part of the file, which is written again and again.
  struct Word: Equatable {
    let position: Position
    let isCaughtUp: Bool
    var time: Timestamp = .current

    static let length = 64

    /// Position, time and whether it is at the end as text, a checksum of that, and spaces.
    var bytes: [UInt8] {
      let text = "\(position.rawValue) \(time.rawValue) \(isCaughtUp ? 1 : 0)"
      let sum = Checksum.crc32c(Array(text.utf8).span, after: 0)
      let line = Array("\(text) \(sum)".utf8)
      return line + [UInt8](repeating: 0x20, count: Self.length - 1 - line.count) + [0x0A]
    }
  }
}

extension FollowerBeacon.Word {
  /// nil for what is no such word, or half an old and half a new one.
  init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split { $0 == 0x20 || $0 == 0x0A }
    guard bytes.count == Self.length, parts.count == 4,
      let position = Int64(String(decoding: parts[0], as: UTF8.self)),
      let time = Int64(String(decoding: parts[1], as: UTF8.self)),
      let word = Optional(
        Self(
          position: Position(rawValue: position), isCaughtUp: parts[2].first == 0x31,
          time: Timestamp(rawValue: time))), word.bytes == Array(bytes)
    else { return nil }
    self = word
  }
}
