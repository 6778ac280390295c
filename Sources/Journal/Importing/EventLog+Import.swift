package import Events

/// What came of an attempt to import lines; what is in the way of a part is another one that begins at the
/// same place.
package typealias ImportStep = LedgerStep<ImportedRun>

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
    try bring(
      knowing: through, timeout: timeout, unless: { $0.content.begins(as: content) },
      { (tail, end) throws(JournalError) in
        try tail.mark(lines, saying: said, from: path, content, time, at: end)
      })
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
    content.tail = RunExtent.tail(of: lines)
    var marker = Marker(
      source: SourceName.imported(path), from: content.start.length, length: Int64(lines.count),
      at: end, head: Marker.Head(length: 0, checksum: 0))
    marker.content = content
    let place = try write(marker, lines, saying: said, time, at: end)
    return ImportedRun(
      content, source: marker.source, at: place.run, length: Int64(lines.count))
  }
}
