package import Events
import SystemCalls

/// The lines of sources that are not in the log yet, for a store that cannot be written.
///
/// They have no positions of their own: they are numbered on from the end of the log, and get
/// other positions when they are drained.
package struct WaitingLines: LineSource, ~Copyable {
  private var pending: [(file: SourceFile, cursor: Int64)]
  private var position: Position

  init(_ layout: StoreLayout, after end: Position) throws(SystemError) {
    position = end
    pending = []
    let search = CursorSearch(layout: layout, end: end)
    var cursors = try search.cursors(from: search.hint())
    let tail = Tail(layout: layout, options: EventLog.Options())
    for waiting in try WaitingSource.all(layout).reversed() {
      // A source that cannot be read cannot be drained either; doctor tells of it.
      guard let file = (try? SourceFile(name: waiting.name, path: waiting.path)) ?? nil else {
        continue
      }
      let cursor = try tail.cursor(of: file, &cursors, search)
      if cursor < file.size { pending.append((file, cursor)) }
    }
  }

  /// The next lines, oldest source first.
  package mutating func next() throws(JournalError) -> LineChunk? {
    while let (file, cursor) = pending.last {
      let lines = try journaled { () throws(SystemError) in
        try file.lines(from: cursor, limit: ReadLimits.chunk, isComplete: false)
      }
      if lines.isEmpty {
        pending.removeLast()
        continue
      }
      pending[pending.count - 1].cursor += Int64(lines.count)
      let chunk = LineChunk(lines, position: position)
      position = Position(rawValue: position.rawValue + Int64(lines.count))
      return chunk
    }
    return nil
  }
}

extension EventLog {
  /// What waits in the inbox and in spool files, to be read after the log's own lines.
  ///
  /// - Parameter end: where the log's own lines end; positions go on from there.
  /// - Throws: `readOnly` or `system` where log or sources cannot be read.
  package func readWaiting(after end: Position) throws(JournalError) -> WaitingLines {
    do throws(SystemError) { return try WaitingLines(layout, after: end) } catch {
      throw JournalError(error)
    }
  }
}
