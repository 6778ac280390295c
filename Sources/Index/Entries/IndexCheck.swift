import Events
import LMDB
import SystemCalls

/// Looks at everything that an index keeps: every page, every value with its checksum, and whether
/// what belongs together is there.
enum IndexCheck {
  /// - Throws: an error that `isDamage` where something is not as it was written.
  static func run(_ mark: IndexMark, _ transaction: borrowing ReadTransaction) throws(LMDBError) {
    try transaction.check()
    try checkBlocks(mark, transaction)
    try checkPostings(mark, transaction)
    for runs in [mark.ids, mark.keys, mark.values] {
      for run in runs.runs { _ = try runs.entries(of: run, transaction) }
    }
  }

  /// From the first block to the last one that the mark names.
  private static func checkBlocks(
    _ mark: IndexMark, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) {
    var cursor = try transaction.cursor(ViewsTables.blocks)
    var isThere = try cursor.first()
    var last: Block?
    while isThere {
      let block = try Block(at: cursor)
      guard block.previous == last?.range.lowerBound, block.eventsBefore == Self.events(last) else {
        throw .damaged(ViewsTables.blocks)
      }
      let times = try transaction.checked(ViewsTables.times, block.key)
      if block.untimed > 0 && times == nil { throw .damaged(ViewsTables.times) }
      last = block
      isThere = try cursor.next()
    }
    guard last?.range.lowerBound == mark.lastBlock, Self.events(last) == mark.events else {
      throw .damaged(ViewsTables.blocks)
    }
  }

  /// JSON objects up to the end of a block.
  private static func events(_ block: Block?) -> Int {
    block.map { $0.eventsBefore + $0.events } ?? 0
  }

  /// The chunks of each value hang together, and the filter has as many values.
  private static func checkPostings(
    _ mark: IndexMark, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) {
    var cursor = try transaction.cursor(ViewsTables.postings)
    var isThere = try cursor.first()
    var names = IndexMark.Names()
    var values: Int64 = 0
    var last: Postings.Chunk?
    while isThere {
      guard let value = IndexKey(posting: cursor.key),
        let chunk = try Postings.Chunk(at: cursor, of: value),
        chunk.before == last.map({ $0.before + $0.count }) ?? 0,
        last.map({ $0.next == chunk.first }) ?? true
      else { throw .damaged(ViewsTables.postings) }
      if last == nil {
        values += 1
        if value.bytes[0] == IndexKey.name { names.add(value) }
      }
      last = chunk.next == nil ? nil : chunk
      isThere = try cursor.next()
    }
    guard last == nil, names == mark.names,
      values == mark.values.runs.reduce(0, { $0 + $1.count })
    else { throw .damaged(ViewsTables.postings) }
  }
}

extension IndexKey {
  /// The value under which a chunk of positions stands; nil for a key that is none.
  fileprivate init?(posting key: Span<UInt8>) {
    guard key.count >= 10, key.count == 10 + Int(key[1]) else { return nil }
    self.init(key[0], Array(copying: key.extracting(2..<key.count - 8)))
  }
}
