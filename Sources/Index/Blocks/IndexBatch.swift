import Events
import Journal
import Lines
import Synchronization
import SystemCalls

/// What a stretch of the log adds to the index: read and parsed by several threads, before any
/// transaction is begun.
struct IndexBatch: Sendable {
  let start: Position
  /// The blocks of the stretch, in the order of the log.
  let blocks: [BlockDraft]
  let parts: [Part]

  /// What one thread found, sorted as the tables are.
  struct Part: Sendable {
    let postings: [(key: IndexKey, places: ArraySlice<UInt32>)]
    let ids: [HashedPlace]
    let idempotencyKeys: [HashedPlace]
  }

  /// Bytes of the log that are taken at once.
  static let usualSize: Int64 = 32 << 20

  /// Reads from `start` until `size` bytes were read or the log ends; memory grows with `size`.
  static func gather(
    from lines: consuming LogLines, chosen fields: [String] = [], size: Int64 = usualSize,
    jobs: Int = 2
  ) throws(JournalError) -> IndexBatch {
    let start = lines.position
    let source = Mutex(Source(lines: lines, left: size))
    let parts = Mutex<[(IndexBatchPart, Part)]>([])
    onThreads(jobs) {
      var part = IndexBatchPart()
      let parser = LineParser()
      var lineKeys = LineKeys(chosen: fields)
      while let (ticket, chunk) = source.withLock({ $0.next() }) {
        part.add(parser.parse(chunk), ticket: ticket, from: start, &lineKeys)
      }
      let sorted = Part(
        postings: part.postings(), ids: part.ids.sorted(),
        idempotencyKeys: part.idempotencyKeys.sorted())
      let found = part
      parts.withLock { $0.append((found, sorted)) }
    }
    if let failure = source.withLock({ $0.failure }) { throw failure }
    let found = parts.withLock { $0 }
    return IndexBatch(
      start: start, blocks: found.flatMap(\.0.blocks).sorted { $0.ticket < $1.ticket },
      parts: found.map(\.1))
  }

  /// What the threads take chunks from, one after the other.
  private struct Source: ~Copyable {
    var lines: LogLines
    var left: Int64
    var ticket = 0
    var failure: JournalError?

    init(lines: consuming LogLines, left: Int64) {
      self.lines = lines
      self.left = left
    }

    mutating func next() -> (Int, LineChunk)? {
      guard left > 0, failure == nil else { return nil }
      do throws(JournalError) {
        guard let chunk = try lines.next() else { return nil }
        left -= Int64(chunk.count)
        ticket += 1
        return (ticket, chunk)
      } catch {
        failure = error
        return nil
      }
    }
  }
}

extension IndexBatch {
  /// Calls `body` with each value and its places over all parts, in the order of the keys.
  func forEachPosting<Failure: Error>(
    _ body: (IndexKey, [Int64]) throws(Failure) -> Void
  ) throws(Failure) {
    var next = [Int](repeating: 0, count: parts.count)
    var positions: [Int64] = []
    while true {
      var least: IndexKey?
      for (part, place) in zip(parts, next) where place < part.postings.count {
        let key = part.postings[place].key
        guard let found = least else {
          least = key
          continue
        }
        if key.precedes(found) { least = key }
      }
      guard let key = least else { return }
      positions.removeAll(keepingCapacity: true)
      var isMixed = false
      for index in parts.indices where next[index] < parts[index].postings.count {
        let posting = parts[index].postings[next[index]]
        guard posting.key == key else { continue }
        next[index] += 1
        isMixed = !positions.isEmpty
        for place in posting.places { positions.append(start.rawValue + Int64(place)) }
      }
      if isMixed { positions.sort() }
      try body(key, positions)
    }
  }
}
