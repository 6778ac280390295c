package import Events
import SystemCalls

/// What came of an attempt to import lines.
package enum ImportStep: Sendable {
  /// They are in the log; and what others imported since.
  case written(ImportedRun, others: [ImportedRun], through: Position)
  /// Somebody else imported what begins at the same place: look again where to go on.
  case overtaken([ImportedRun], through: Position)
}

extension EventLog {
  /// How many bytes one import may bring, but for a longer line: readers look back as far for the
  /// marker of a line.
  package static var importLimit: Int { Options.drainLimit }

  /// Appends lines of a content behind a marker that says which part of it they are, in one write.
  ///
  /// The log itself is the book of what was imported: where a process dies, a part is in the log with
  /// its marker or not at all, or, if it died in mid-write, as far as `holdsAll` and its bytes say.
  ///
  /// - Parameters:
  ///   - lines: whole lines; at most `importLimit` of them in bytes, or one.
  ///   - said: lines of tlm's own that come before the marker.
  ///   - path: the file that they come from, absolute.
  ///   - content: which part they are.
  ///   - time: what untimed lines at their beginning take.
  ///   - through: up to where whoever asks knows what was imported.
  ///   - timeout: how long to wait for the lock.
  /// - Throws: `busy`, `full` and other failures of an append; nothing was written then, or a part
  ///   that the next import finds.
  package func importLines(
    _ lines: [UInt8], saying said: [UInt8] = [], from path: String, _ content: ImportedContent,
    time: Timestamp, knowing through: Position, timeout: Duration = .seconds(10)
  ) throws(JournalError) -> ImportStep {
    // Nobody else should have to wait for it.
    let before = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).caughtUp(from: through)
    }
    let deadline = SystemCalls.deadline(after: timeout)
    let step = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      let end = try journaled { () throws(SystemError) in try tail.end() }
      let search = ImportSearch(layout: tail.layout)
      let others = try journaled { () throws(SystemError) in
        end > before.through
          ? try before.runs + search.runs(from: before.through, to: end) : before.runs
      }
      if others.contains(where: { $0.content.begins(as: content) }) {
        return ImportStep.overtaken(others, through: end)
      }
      let run = try tail.mark(lines, saying: said, from: path, content, time, at: end)
      let next = run.position.rawValue + run.length
      return .written(run, others: others, through: Position(rawValue: next))
    }
    sealIfFull()
    return step
  }

  /// Whether all bytes of a run are in the log: it may have been cut off by the death of its writer. Of
  /// what was pruned all were, unless the base says otherwise.
  package func holdsAll(of run: ImportedRun) throws(JournalError) -> Bool {
    if try isPruned(run) { return try PrunedImports.partialBytes(of: run, in: layout) == nil }
    let count = min(run.length, Int64(ImportedContent.tailLimit))
    let place = Position(rawValue: run.position.rawValue + run.length - count)
    let bytes = try self.bytes(at: place, count: Int(count))
    guard Int64(bytes.count) == count else { return false }
    let sum = Checksum.crc32c(bytes.span)
    if sum == run.content.tail { return true }
    return try journaled { () throws(SystemError) in
      try RedactedBytes.tail(of: run, layout) == sum
    }
  }

  /// The bytes that are in the log where those of a run should be; of one that says that it is longer
  /// than any is, only so many.
  package func bytes(of run: ImportedRun) throws(JournalError) -> [UInt8] {
    if try isPruned(run) { return try PrunedImports.partialBytes(of: run, in: layout) ?? [] }
    return try bytes(at: run.position, count: Int(min(run.length, Self.longestRun)))
  }

  private func isPruned(_ run: ImportedRun) throws(JournalError) -> Bool {
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

extension ImportedContent {
  /// Whether two parts begin at one place of one content.
  func begins(as other: ImportedContent) -> Bool {
    start == other.start && first == other.first
  }

  /// Whether two are one part of one content.
  package func isSamePart(as other: ImportedContent) -> Bool {
    begins(as: other) && end == other.end
  }
}

extension Tail {
  /// Writes a marker and the bytes that it speaks of.
  fileprivate mutating func mark(
    _ lines: [UInt8], saying said: [UInt8], from path: String, _ content: ImportedContent,
    _ time: Timestamp, at end: Position
  ) throws(JournalError) -> ImportedRun {
    var content = content
    let last = lines.span.extracting(last: min(lines.count, ImportedContent.tailLimit))
    content.tail = Checksum.crc32c(last)
    var marker = Marker(
      source: SourceName.imported(path), from: content.start.length, length: Int64(lines.count),
      at: end.advanced(by: said.count), head: Marker.Head(length: 0, checksum: 0))
    marker.content = content
    var head = marker.line(time: time)
    let mayHoldMarkers = ByteSearch.contains(Array(".drained".utf8), in: lines.span)
    // As for a drain: no line of a source stands where it says that it is a marker.
    while mayHoldMarkers,
      !Marker.all(in: lines.span, at: marker.at.advanced(by: head.count)).isEmpty
    {
      marker.at = marker.at.advanced(by: 1)
      head = marker.line(time: time)
    }
    let blank = Int(marker.at.rawValue - end.rawValue) - said.count
    let before = Newlines.blank(count: blank) + said + head
    let (_, position) = try write((before + lines).span)
    return ImportedRun(
      content, source: marker.source, at: position.advanced(by: before.count),
      length: Int64(lines.count))
  }
}
