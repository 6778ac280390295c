import Events
import SystemCalls

/// Finds the last marker of a source in a log, from the hint and what came after it.
///
/// Runs with the log's lock held, so the log does not grow meanwhile.
struct CursorSearch {
  let layout: StoreLayout
  let end: Position
  /// What a prune left of markers; nil where none did.
  let pruned: PrunedSources?

  init(layout: StoreLayout, end: Position) {
    self.layout = layout
    self.end = end
    pruned = PrunedSources(layout)
  }

  /// The hint, brought up to the end of the log.
  func cursors(from hint: Cursors?) throws(SystemError) -> Cursors {
    let list = try SegmentList(layout)
    var cursors = hint ?? Cursors(through: list.bases.first ?? .start)
    try advance(&cursors, in: list)
    cursors.markers.merge(pruned?.markers ?? [:]) { found, _ in found }
    return cursors
  }

  /// The marker that stands at `position`, and where the bytes after it begin.
  func marker(at position: Position) throws(SystemError) -> (marker: Marker, run: Position)? {
    let bytes = try LogBytes.read(layout, from: position, count: 8192)
    guard let lineEnd = Newlines.first(in: bytes.span) else { return nil }
    guard let marker = Marker(line: bytes.span.extracting(..<lineEnd), at: position) else {
      return nil
    }
    return (marker, Position(rawValue: position.rawValue + Int64(lineEnd) + 1))
  }

  /// What the file says, as far as it is about this log as it stands; nil without a file.
  ///
  /// Where the log does not show what the file says, by another end or in a marker's place, the
  /// log is searched from its beginning, and the file's markers are only told.
  func hint() throws(SystemError) -> Cursors? {
    guard let hint = saved() else { return nil }
    let first = try SegmentList(layout).bases.first ?? .start
    var shown = hint
    for (source, marker) in hint.markers where try self.marker(at: marker.at)?.marker != marker {
      let known = pruned?.pruned(marker, of: source)
      shown.markers[source] = known
      if known == nil { shown.told[source] = marker }
    }
    if hint.through >= first, hint.through <= end, shown.told.isEmpty,
      try check(before: hint.through) == hint.check
    {
      return shown
    }
    var unsure = Cursors(through: first)
    unsure.told = hint.markers.filter { pruned?.pruned($0.value, of: $0.key) == nil }
    return unsure
  }

  /// A file that cannot be read is no hint; the log itself has every answer.
  private func saved() -> Cursors? {
    do throws(SystemError) {
      guard let bytes = try Folder.contents(of: layout.cursors) else { return nil }
      return Cursors(bytes)
    } catch {
      return nil
    }
  }

  /// Checksum of the last bytes before a position.
  func check(before position: Position) throws(SystemError) -> UInt32 {
    let count = min(4096, position.rawValue)
    let start = Position(rawValue: position.rawValue - count)
    let bytes = try LogBytes.read(layout, from: start, count: Int(count))
    return Checksum.crc32c(bytes.span)
  }

  /// Reads on from where the hint ends, line by line.
  private func advance(_ cursors: inout Cursors, in list: SegmentList) throws(SystemError) {
    var position = cursors.through
    while position < end {
      let part = try LogBytes.read(
        layout, from: position, count: Int(min(1 << 20, end.rawValue - position.rawValue)))
      let whole = Newlines.endOfLastLine(in: part.span)
      if whole == 0 {
        // A line longer than a megabyte holds no marker, and neither does a missing range.
        position = try LogBytes.lineEnd(layout, from: position, list: list, end: end)
        continue
      }
      // What was imported by its content, or pulled, has its own book.
      for (marker, _) in Marker.all(in: part.span.extracting(..<whole), at: position)
      where marker.content == nil && marker.pulled == nil {
        cursors.markers[marker.source] = marker
      }
      position = position.advanced(by: whole)
    }
    cursors.through = end
  }
}
