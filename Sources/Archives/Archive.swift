package import Events
package import Journal
import SystemCalls

/// The folder `archive/` of a store: segments that were pruned, packed by zstd, each with its sum.
///
/// ```swift
/// let archive = Archive(of: log)
/// for segment in try archive.segments() { print(segment.base, try archive.verify(segment)) }
/// ```
package struct Archive: Sendable {
  let layout: StoreLayout

  package init(of log: EventLog) { layout = log.layout }

  /// One segment of it.
  package struct Segment: Sendable, Equatable {
    /// Where its first byte stands in the log.
    package let base: Position
    /// Bytes on the disk.
    package let packed: Int64
    /// Bytes of the segment, and its lines, as its sum says; nil where that is missing or damaged.
    package let bytes: Int64?
    package let lines: Int64?
    /// Whether the log has it, too.
    package let isInLog: Bool

    /// Where its last byte ends; nil where nobody knows.
    package var end: Position? { bytes.map { Position(rawValue: base.rawValue + $0) } }
  }

  /// All of them, oldest first.
  ///
  /// - Throws: `system`.
  package func segments() throws(ArchiveError) -> [Segment] {
    try archived { () throws(SystemError) in
      var found: [Segment] = []
      for name in try Folder.names(in: layout.archive) {
        guard let base = StoreLayout.base(ofArchived: name) else { continue }
        let sum = try sum(of: base)
        found.append(
          Segment(
            base: base, packed: try FileStatus.of(layout.archived(base))?.size ?? 0,
            bytes: sum?.length, lines: sum?.lines,
            isInLog: try FileStatus.of(layout.segment(base)) != nil))
      }
      return found
    }
  }

  /// What was blanked of a segment since it was sealed; nil: nothing.
  ///
  /// - Throws: `system`, also where what says it is damaged.
  package func redacted(_ base: Position) throws(ArchiveError) -> RedactedSegment? {
    do throws(JournalError) {
      return try RedactedSegment(file: layout.archivedRedacted(base))
    } catch { throw ArchiveError(.system, error.message) }
  }

  func sum(of base: Position) throws(SystemError) -> SealSum? {
    try Folder.contents(of: layout.archivedSum(base)).flatMap(SealSum.init)
  }

  /// How a segment stands to its sum.
  package enum Verdict: String, Sendable {
    /// Every byte is the one that was sealed.
    case good
    /// Some are not, or it cannot be unpacked.
    case damaged
    /// It can be unpacked, and nothing says what it must contain.
    case unknown
  }

  /// Unpacks a segment and compares it with its sum.
  ///
  /// - Throws: `system`.
  package func verify(_ segment: Segment) throws(ArchiveError) -> Verdict {
    do throws(ArchiveError) {
      let found = try unpack(segment.base) { (_, _) throws(ArchiveError) in }
      let sealed = try archived { () throws(SystemError) in try sum(of: segment.base) }
      return sealed.map { $0 == found ? .good : .damaged } ?? .unknown
    } catch {
      guard error.code == .damaged else { throw error }
      return .damaged
    }
  }

  /// The bytes of a segment, in portions with their offsets.
  ///
  /// - Returns: their sum.
  func unpack(
    _ base: Position, _ body: (_ offset: Int64, [UInt8]) throws(ArchiveError) -> Void
  ) throws(ArchiveError) -> SealSum {
    let file = try archived { () throws(SystemError) in
      try Descriptor.open(layout.archived(base), .read)
    }
    let unpacker = try ZstdUnpacker(file)
    var sum = SealSum()
    while true {
      let part = try unpacker.next()
      if part.isEmpty { return sum }
      try body(sum.length, part)
      sum.add(part.span)
    }
  }
}

extension StoreLayout {
  func archived(_ base: Position) -> String { archive + "/\(Self.archivedName(base)).jsonl.zst" }
  func archivedSum(_ base: Position) -> String { archive + "/\(Self.archivedName(base)).sum" }
  /// What it was when it was sealed, and what of it was blanked since: as beside a segment of the log.
  func archivedSeal(_ base: Position) -> String { archive + "/\(Self.archivedName(base)).seal" }
  func archivedRedacted(_ base: Position) -> String {
    archive + "/\(Self.archivedName(base)).redacted"
  }

  private static func archivedName(_ base: Position) -> String {
    let digits = String(base.rawValue)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
  }

  /// The position in the name of an archived segment; nil for every other name.
  static func base(ofArchived name: String) -> Position? {
    name.hasSuffix(".zst") ? base(ofSegment: String(name.dropLast(4))) : nil
  }
}
