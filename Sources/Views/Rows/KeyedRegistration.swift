import Events
import Folding

/// A row that was changed: what is to be written, and what it adds to the digest.
struct RowChange: Sendable {
  let key: Label
  /// The bytes of the row; nil: it was removed.
  let value: [UInt8]?
  /// The digest of the row; nil: it was removed.
  let digest: RowDigest?
}

/// A registration whose state is rows, which are kept one by one.
protocol KeyedRegistration: Registration {
  /// How many rows there are.
  var count: Int { get }
  /// The rows that were changed since they were settled.
  func changes() throws -> [RowChange]
  /// All rows.
  func allRows() throws -> [RowChange]
  /// What a checkpoint says of the rows, once these changes are in.
  func record(after changes: [RowChange]) throws -> RowsRecord
  /// Takes it that these changes are kept.
  func settle(_ changes: [RowChange])
  /// Goes on from rows that were kept before.
  func restore(from rows: any RowSource, isLazy: Bool)
}

extension Registered: KeyedRegistration where P.State: KeyedState {
  var count: Int { state.value.count }

  func changes() throws -> [RowChange] {
    var changes: [RowChange] = []
    try state.value.forEachChange { key, row, _ in
      changes.append(try row.map { try RowChange(key, $0) } ?? RowChange(removing: key))
    }
    return changes
  }

  func allRows() throws -> [RowChange] {
    var all: [RowChange] = []
    try state.value.forEachRow { key, row in all.append(try RowChange(key, row)) }
    return all
  }

  func record(after changes: [RowChange]) throws -> RowsRecord {
    var digest = state.value.settledDigest
    for change in changes { if let new = change.digest { digest += new } }
    try state.value.forEachChange { _, _, old in if let old { digest -= old } }
    return RowsRecord(count: state.value.count, digest: digest)
  }

  func settle(_ changes: [RowChange]) { state.value.settle(changes.map(\.digest)) }

  func restore(from rows: any RowSource, isLazy: Bool) {
    state.value.restore(from: rows, isLazy: isLazy)
  }
}

extension RowChange {
  init(_ key: Label, _ row: some Encodable) throws {
    let stored = try StoredRow.encode(key, row)
    self.init(key: key, value: stored.value, digest: stored.digest)
  }

  init(removing key: Label) { self.init(key: key, value: nil, digest: nil) }
}
