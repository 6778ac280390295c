package import Events
import SystemCalls

/// The lines of sources that are not in the log yet, for a store that cannot be written.
///
/// They have no positions of their own: they are numbered on from the end of the log, and get
/// other positions when they are drained.
package struct WaitingLines: LineSource, ~Copyable {
  private var pending: [(source: any Source, content: any SourceContent, cursor: Int64)]
  private var position: Position

  init(_ layout: StoreLayout, after end: Position) throws(SystemError) {
    position = end
    pending = []
    let search = CursorSearch(layout: layout, end: end)
    var cursors = try search.cursors(from: search.hint())
    let tail = Tail(layout: layout, options: EventLog.Options())
    for source in try SourceCatalog.all(in: layout).reversed() {
      // A source that cannot be read cannot be drained either; doctor tells of it.
      guard let content = (try? source.open()) ?? nil else { continue }
      let cursor = try tail.cursor(of: content, named: source.name, &cursors, search)
      if cursor < content.size { pending.append((source, content, cursor)) }
    }
  }

  /// The next lines, oldest source first.
  package mutating func next() throws(JournalError) -> LineChunk? {
    while let (source, content, cursor) = pending.last {
      let step = try journaled { () throws(SystemError) in
        try content.step(from: cursor, limit: ReadLimits.chunk, isComplete: source.isComplete)
      }
      let lines: [UInt8]
      switch step {
      case .nothing:
        pending.removeLast()
        continue
      case .skip(let length, _):
        pending[pending.count - 1].cursor += length
        continue
      case .lines(let next): lines = next
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
