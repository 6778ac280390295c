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

  /// How many events a stream has below `through`, and where the last one stands.
  package func revision(ofStream stream: String) throws(ViewsError) -> (
    events: Int, last: Position?
  ) {
    guard let key = IndexKey(.stream, stream) else { return (0, nil) }
    return try reader.read { transaction throws(LMDBError) in try Streams.read(key, transaction) }
  }

  /// Where events below `through` stand whose idempotency key may be this, oldest first; to be
  /// confirmed on the line.
  package func positions(ofKey key: String) throws(ViewsError) -> [Position] {
    try positions(HashRuns.keys, of: key)
  }

  /// Where events below `through` stand whose own id may be this, oldest first; to be confirmed on
  /// the line.
  package func positions(ofID id: String) throws(ViewsError) -> [Position] {
    try positions(HashRuns.ids, of: id)
  }

  func positions(_ runs: HashRuns, of text: String) throws(ViewsError) -> [Position] {
    let hash = StableHash.of(text)
    let found = try reader.read { transaction throws(LMDBError) in
      try runs.positions(of: hash, transaction)
    }
    return found.map(Position.init(rawValue:)).filter { $0 >= first }
  }
}
