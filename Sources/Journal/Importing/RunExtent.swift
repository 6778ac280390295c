package import Events
import SystemCalls

/// Where the bytes stand that came in behind one marker, and by what is known whether all of them did.
package struct RunExtent: Sendable, Equatable {
  /// Where they begin in the log.
  package let position: Position
  /// How many there are, unless whoever wrote them died.
  package let length: Int64
  /// CRC-32C of the last bytes: where they are in the log, all before them are.
  package let tail: UInt32
  /// The part of a base that has those bytes where they were pruned, and not all there.
  let section: String

  /// How many bytes that checksum covers at most.
  static let tailLimit = 4096

  static func tail(of lines: [UInt8]) -> UInt32 {
    Checksum.crc32c(lines.span.extracting(last: min(lines.count, tailLimit)))
  }

  /// Where they end.
  var end: Position { Position(rawValue: position.rawValue + length) }
}

extension ImportedRun {
  /// Where its bytes stand.
  package var extent: RunExtent {
    RunExtent(
      position: position, length: length, tail: content.tail, section: PrunedImports.partial)
  }
}

extension EventLog {
  /// Whether all bytes of a run are in the log: it may have been cut off by the death of its writer. Of
  /// what was pruned all were, unless the base says otherwise.
  package func holdsAll(of run: RunExtent) throws(JournalError) -> Bool {
    if try isPruned(run) { return try PartialRuns.bytes(of: run, in: layout) == nil }
    let count = min(run.length, Int64(RunExtent.tailLimit))
    let bytes = try self.bytes(
      at: Position(rawValue: run.end.rawValue - count), count: Int(count))
    guard Int64(bytes.count) == count else { return false }
    let sum = Checksum.crc32c(bytes.span)
    if sum == run.tail { return true }
    return try journaled { () throws(SystemError) in
      try RedactedBytes.tail(of: run, layout) == sum
    }
  }

  /// The bytes that are in the log where those of a run should be; of one that says that it is longer
  /// than any is, only so many.
  package func bytes(of run: RunExtent) throws(JournalError) -> [UInt8] {
    if try isPruned(run) { return try PartialRuns.bytes(of: run, in: layout) ?? [] }
    return try bytes(at: run.position, count: Int(min(run.length, Self.longestRun)))
  }

  /// The same of what was imported.
  package func holdsAll(of run: ImportedRun) throws(JournalError) -> Bool {
    try holdsAll(of: run.extent)
  }

  /// The same of what was imported.
  package func bytes(of run: ImportedRun) throws(JournalError) -> [UInt8] {
    try bytes(of: run.extent)
  }

  private func isPruned(_ run: RunExtent) throws(JournalError) -> Bool {
    let first = try journaled { () throws(SystemError) in try SegmentList(layout).bases.first }
    return run.position < first ?? .start
  }

  /// A line of 16 MiB, longer by what stands for its secrets.
  private static let longestRun: Int64 = 64 << 20

  private func bytes(at position: Position, count: Int) throws(JournalError) -> [UInt8] {
    try journaled { () throws(SystemError) in
      try LogBytes.read(layout, from: position, count: count)
    }
  }
}
