package import Events
package import Folding
package import Journal

extension IndexSnapshot {
  /// The lines from `from` to `to` that hold what is wanted: whole blocks with the lines that
  /// nobody wants left out, and before, between and after them lines as they stand.
  ///
  /// Chunks of picked lines say by their `gathering` what they stand for. Blocks in which nothing is
  /// wanted come as chunks without lines, several of them together.
  ///
  /// - Parameters:
  ///   - wanted: which events; `everything` reads every line of the blocks in `window`.
  ///   - window: blocks in which no event has a time within its `since` and `until` are left out.
  ///   - from: the start of a line; nil is the oldest that is kept.
  ///   - to: the start of a line; nil is the readable end, also beyond the index.
  /// - Throws: `truncated` where `from` was pruned, `system`.
  package func lines(
    wanted: Interest, within window: Fold.Bounds = Fold.Bounds(), from: Position? = nil,
    to: Position? = nil
  ) throws(JournalError) -> GatheredLines {
    try GatheredLines(self, wanted: wanted, within: window, from: from ?? first, to: to)
  }
}

/// The lines of a log that somebody wants, found by an index, with what was left out accounted for.
///
/// Where the index fails on the way, the rest is read line by line: a chunk stands for the same
/// stretch either way.
package struct GatheredLines: LineSource, ~Copyable {
  private let snapshot: IndexSnapshot
  private let stop: Position?
  /// Where the next chunk begins.
  private(set) var position: Position
  /// The lines as they stand, where blocks cannot be picked from.
  private var plain: LogLines?
  /// Where the plain lines end and blocks are picked from again.
  private var resume: Position?
  private var picker: BlockPicker?

  init(
    _ snapshot: IndexSnapshot, wanted: Interest, within window: Fold.Bounds, from: Position,
    to stop: Position?
  ) throws(JournalError) {
    try self.init(snapshot, keys: Self.keys(of: wanted), within: window, from: from, to: stop)
  }

  /// The same, of lines that are found by any of these keys; nil: of every line.
  init(
    _ snapshot: IndexSnapshot, keys: [IndexKey]?, within window: Fold.Bounds, from: Position,
    to stop: Position?
  ) throws(JournalError) {
    self.snapshot = snapshot
    self.stop = stop
    position = from
    if keys != nil || window.isWindow, from < snapshot.through, from >= snapshot.first {
      picker = BlockPicker(snapshot, wanted: keys, within: window)
    }
    if picker == nil { plain = try snapshot.log.read(from: from, to: stop) }
  }

  /// What lines are found by; nil where that does not find all that are wanted.
  private static func keys(of wanted: Interest) -> [IndexKey]? {
    // An event without a name stands under none.
    guard let names = wanted.wantedNames, !names.contains("") else { return nil }
    var keys = names.map { IndexKey(name: $0) }
    if let key = wanted.wantedKey {
      guard let having = IndexKey(having: key) else { return nil }
      keys.append(having)
    }
    return keys
  }

  package mutating func next() throws(JournalError) -> LineChunk? { try nextPromise()?.chunk() }

  package mutating func nextPromise() throws(JournalError) -> PromisedChunk? {
    while true {
      if plain != nil {
        if let chunk = try plain?.next() {
          position = Position(rawValue: chunk.position.rawValue + Int64(chunk.count))
          return PromisedChunk(chunk)
        }
        guard let resume, position < resume || picker != nil, stop.map({ resume < $0 }) ?? true
        else { return nil }
        self.resume = nil
        plain = nil
        position = resume
      }
      do throws(ViewsError) {
        if let picking = try picker?.next(from: position, to: stop) {
          position = picking.stretch.upperBound
          return PromisedChunk(of: picking.stretch) { () throws(JournalError) in
            try picking.chunk()
          }
        }
      } catch {
        // What the index does not give, the log does.
        picker = nil
      }
      try readPlainly()
    }
  }

  /// Goes on with lines as they stand: to the start of the next block, or to the end.
  private mutating func readPlainly() throws(JournalError) {
    let next = picker?.nextBlockStart(after: position)
    if next == nil { picker = nil }
    resume = next
    let end = [next, stop].compactMap(\.self).min()
    plain = try snapshot.log.read(from: position, to: end)
  }
}
