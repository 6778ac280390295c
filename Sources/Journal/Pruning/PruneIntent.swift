package import Events
import SystemCalls

/// That a prune has begun to take segments away, in `log/PRUNING`: whoever prunes next finishes it.
package struct PruneIntent: Sendable, Equatable {
  /// Where the oldest line will stand that is kept.
  package let cut: Position
  /// The idempotency key of the event that tells of it.
  package let key: String
  /// What goes: segments, events, bytes.
  package let segments: Int
  package let events: Int
  package let bytes: Int64
  /// Whether the segments are in the archive.
  package let isArchived: Bool

  package init(
    cut: Position, key: String, segments: Int, events: Int, bytes: Int64, isArchived: Bool
  ) {
    self.cut = cut
    self.key = key
    self.segments = segments
    self.events = events
    self.bytes = bytes
    self.isArchived = isArchived
  }

  /// A key that no other prune has.
  package static func freshKey(cut: Position) -> String {
    "\(LogEventName.pruned.rawValue)/\(cut)/\(UInt64.random(in: 0 ... .max))"
  }

  private static let mark = Array("tlm pruning 1\n".utf8)

  var bytesOfFile: [UInt8] {
    var writer = PackedWriter(bytes: Self.mark)
    writer.number(cut.rawValue)
    writer.text(key)
    writer.number(Int64(segments))
    writer.number(Int64(events))
    writer.number(bytes)
    writer.number(isArchived ? 1 : 0)
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written.
  init?(_ file: [UInt8]) {
    var reader = PackedReader(bytes: file, index: Self.mark.count)
    guard file.starts(with: Self.mark), let cut = reader.number(), let key = reader.text(),
      let segments = reader.number(), let events = reader.number(), let bytes = reader.number(),
      let isArchived = reader.number()
    else { return nil }
    self.init(
      cut: Position(rawValue: cut), key: key, segments: Int(segments), events: Int(events),
      bytes: bytes, isArchived: isArchived == 1)
    guard bytesOfFile == file else { return nil }
  }
}

extension EventLog {
  /// The prune that has begun and is not over; nil where there is none.
  ///
  /// - Throws: `system` or `readOnly` where that cannot be read.
  package func unfinishedPrune() throws(JournalError) -> PruneIntent? {
    let bytes = try journaled { () throws(SystemError) in
      try Folder.contents(of: layout.pruneIntent, limit: 1 << 16)
    }
    return bytes.flatMap(PruneIntent.init)
  }
}
