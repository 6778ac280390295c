package import Events
import SystemCalls

/// What a look at the files of a store found. Looking changes nothing and creates nothing.
package struct LogInspection: Sendable, Equatable {
  /// What the file STORE says.
  package enum Identity: Sendable, Equatable {
    case present(StoreIdentity)
    case missing
    case damaged
  }

  /// A file and the bytes of it that matter.
  package struct NamedBytes: Sendable, Equatable {
    package var name: String
    package var bytes: Int64

    package init(name: String, bytes: Int64) {
      self.name = name
      self.bytes = bytes
    }
  }

  package var identity = Identity.missing
  /// Oldest first.
  package var segments: [SegmentReport] = []
  /// Ranges of positions that have no bytes, because a segment was cut or is gone.
  package var missing: [Range<Position>] = []
  /// Segments that somebody began to seal and has not finished.
  package var unfinishedRotations: [Position] = []
  /// What prunes left of the lines before the oldest segment.
  package var bases: [BaseReport] = []
  /// The cut of a prune that was begun and is not over.
  package var unfinishedPrune: Position?
  /// Whether a redaction was begun and not finished.
  package var hasUnfinishedRedaction = false
  /// Half a line at the end of the log, left by a writer that died.
  package var tornTail: Range<Position>?
  /// Torn tails that were kept, by the name of their file.
  package var damaged: [NamedBytes] = []
  /// Sources and how many of their bytes are not in the log yet.
  package var waiting: [NamedBytes] = []
  /// What stands in the store and is not its own.
  package var strange: [StrangeFile] = []
  /// What others than the store's owner may write.
  package var doors: [OpenDoor] = []
  /// Inboxes that somebody renamed, which nobody reads.
  package var stranded: [StrandedInbox] = []
  /// How often the inbox was written again with the bytes that were there before.
  package var repeats = 0
  /// Why something could not be looked at.
  package var failures: [String] = []
  package var disk: DiskSpace?

  package init() {}
}

extension EventLog {
  /// Looks at every file of the store and compares each sealed segment with its sum. Takes no
  /// lock; memory does not grow with the log.
  ///
  /// - Parameter progress: told how many more bytes were read.
  package func inspect(progress: (Int64) -> Void = { _ in }) throws(JournalError) -> LogInspection {
    let list = try journaled { () throws(SystemError) in try SegmentList(layout) }
    var inspection = LogInspection()
    inspection.segments = list.bases.map { base in
      let next = list.end(of: base)
      let isOpen = next == nil && !list.intents.contains(base)
      return SegmentReport(layout, base: base, next: next, isOpen: isOpen, progress)
    }
    inspection.missing = Self.missing(between: inspection.segments)
    inspection.unfinishedRotations = list.intents
    inspection.disk = DiskSpace(at: layout.log)
    inspection.attempt { (it) throws(SystemError) in it.identity = try lookAtIdentity() }
    inspection.attempt { (it) throws(SystemError) in it.bases = try lookAtBases() }
    // What cannot be read is no intent, and the next prune tells.
    inspection.unfinishedPrune = ((try? unfinishedPrune()) ?? nil)?.cut
    // One that cannot be read was begun all the same.
    do throws(JournalError) {
      inspection.hasUnfinishedRedaction = try hasUnfinishedRedaction
    } catch { inspection.hasUnfinishedRedaction = true }
    inspection.attempt { (it) throws(SystemError) in it.tornTail = try lookAtTail() }
    inspection.attempt { (it) throws(SystemError) in it.damaged = try lookAtDamaged() }
    inspection.attempt { (it) throws(SystemError) in it.strange = try StrangeFile.all(in: layout) }
    inspection.attempt { (it) throws(SystemError) in it.doors = try OpenDoor.all(in: layout) }
    lookAtSources(&inspection)
    return inspection
  }

  private static func missing(between segments: [SegmentReport]) -> [Range<Position>] {
    zip(segments, segments.dropFirst()).compactMap { segment, next in
      let end = Position(rawValue: segment.base.rawValue + segment.bytes)
      return segment.failure == nil && end < next.base ? end..<next.base : nil
    }
  }

  private func lookAtIdentity() throws(SystemError) -> LogInspection.Identity {
    guard let bytes = try Folder.contents(of: layout.identity, limit: 1 << 16) else {
      return .missing
    }
    return StoreIdentity(bytes).map { .present($0) } ?? .damaged
  }

  private func lookAtDamaged() throws(SystemError) -> [LogInspection.NamedBytes] {
    var files: [LogInspection.NamedBytes] = []
    for name in try Folder.names(in: layout.damaged) where !name.hasSuffix(".new") {
      let size = try FileStatus.of(layout.damaged + "/" + name)?.size ?? 0
      files.append(LogInspection.NamedBytes(name: name, bytes: size))
    }
    return files
  }
}

extension LogInspection {
  /// Remembers the reason where a part of the look fails; the others go on.
  mutating func attempt(_ look: (inout LogInspection) throws(SystemError) -> Void) {
    do throws(SystemError) { try look(&self) } catch { failures.append("\(error)") }
  }
}
