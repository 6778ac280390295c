package import Events
package import Journal
import LMDB

/// The index as it was at one moment: everything below `through` is in it.
///
/// It holds a read transaction as long as it lives, so it is for one query or one replay.
package struct IndexSnapshot: Sendable {
  package let log: EventLog
  let reader: SnapshotReader
  let mark: IndexMark
  /// Where the oldest line stands that is kept: nothing below is served.
  package let first: Position

  init(log: EventLog, reader: SnapshotReader, mark: IndexMark) throws(JournalError) {
    self.log = log
    self.reader = reader
    self.mark = mark
    first = try log.bounds().lowerBound
  }

  /// Every line before this position is in the index.
  package var through: Position { mark.through }
  /// The time that an untimed line at `through` has.
  package var lastTime: Timestamp? { mark.lastTime }
  /// The log clock at `through`.
  package var clock: LogClock { mark.clock }
  /// JSON objects before `through`, since the index was begun.
  package var events: Int { mark.events }
  /// Lines before `through` that are no JSON object.
  package var quarantined: Int { mark.quarantined }

  /// How many events a stream has from a position on below `through`, and where the last one stands.
  package func revision(ofStream stream: String, from start: Position = .start) throws(ViewsError)
    -> (events: Int, last: Position?)
  {
    guard let key = IndexKey(.stream, stream) else { return (0, nil) }
    let end = through.rawValue
    return try reader.read { transaction throws(LMDBError) in
      guard let found = try Postings.count(of: key, before: end, transaction) else {
        try requireAbsent(key, transaction)
        return (0, nil)
      }
      let last = found.last.map(Position.init(rawValue:))
      guard start > .start, let last else { return (found.count, last) }
      let before = try Postings.count(of: key, before: start.rawValue, transaction)
      return (found.count - (before?.count ?? 0), last >= start ? last : nil)
    }
  }

  /// The positions of a value that are stored together with one, or after it; nil where there are
  /// none in this direction.
  func positions(of value: IndexKey, at position: Int64, isDescending: Bool) throws(ViewsError)
    -> [Int64]?
  {
    try reader.read { transaction throws(LMDBError) in
      let found = try Postings.chunk(
        of: value, at: position, isDescending: isDescending, transaction)
      switch found {
      case .chunk(let chunk): return chunk.positions
      case .end: return nil
      case .nothing:
        try requireAbsent(value, transaction)
        return nil
      }
    }
  }

  /// A value that the filter has and the postings have not is damage.
  private func requireAbsent(_ value: IndexKey, _ transaction: borrowing ReadTransaction)
    throws(LMDBError)
  {
    if try mark.values.contains(value.hash, transaction) { throw .damaged(ViewsTables.postings) }
  }

  /// Where events below `through` stand whose idempotency key may be this, oldest first; to be
  /// confirmed on the line.
  package func positions(ofKey key: String) throws(ViewsError) -> [Position] {
    try positions(mark.keys, of: key)
  }

  /// Where events below `through` stand whose own id may be this, oldest first; to be confirmed on
  /// the line.
  package func positions(ofID id: String) throws(ViewsError) -> [Position] {
    try positions(mark.ids, of: id)
  }

  func positions(_ runs: HashRuns, of text: String) throws(ViewsError) -> [Position] {
    let hash = StableHash.of(text)
    let found = try reader.read { transaction throws(LMDBError) in
      try runs.positions(of: hash, transaction)
    }
    return found.map(Position.init(rawValue:)).filter { $0 >= first }
  }
}
