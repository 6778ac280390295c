import LMDB
import SystemCalls
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Index
@testable import Views

extension StoredRow {
  var decoded: Ledger.Row { (try? decode(Ledger.Row.self)) ?? Ledger.Row(sum: -1) }
}

extension Bench {
  /// A catch-up that has folded the log from zero, and put what came of it in place of what was kept.
  func refolded() throws -> CatchUp {
    var options = Replay.Options()
    options.usesCheckpoints = false
    var catchUp = CatchUp([Ledger()], through: log, checkpoints: checkpoints, options)
    try catchUp.load()
    try catchUp.advance()
    catchUp.raiseGenerations()
    let lost = try catchUp.commit()
    #expect(lost == [])
    return catchUp
  }

  /// The keys of all rows of the ledger in the store, of whichever generation.
  func keys() throws -> [[UInt8]] {
    try checkpoints.views.read { transaction in
      var keys: [[UInt8]] = []
      var cursor = try transaction.cursor(ViewsTables.rows)
      var isThere = try cursor.first()
      while isThere {
        keys.append([UInt8](copying: cursor.key))
        isThere = try cursor.next()
      }
      return keys
    }
  }

  /// How many rows there are of each generation.
  func generations() throws -> [Int64: Int] {
    try keys().reduce(into: [:]) { $0[RowSpace.generation(in: $1) ?? -1, default: 0] += 1 }
  }

  func value(_ key: [UInt8]) throws -> [UInt8]? {
    try checkpoints.views.read { try $0.copy(ViewsTables.rows, key) }
  }

  func put(_ key: [UInt8], _ value: [UInt8]?) throws {
    try checkpoints.views.write(timeout: .seconds(5)) { transaction in
      if let value {
        try transaction.put(ViewsTables.rows, key, value)
      } else {
        try transaction.delete(ViewsTables.rows, key)
      }
    }
  }

  /// The bytes of a row in generation 0.
  func value(_ row: Label) throws -> [UInt8]? {
    try value(RowSpace(of: Checkpoint.key(of: .init(of: Ledger())), generation: 0).key(of: row))
  }

  func change(_ row: Label, _ body: (inout [UInt8]) -> Void) throws {
    var value = try value(row) ?? []
    body(&value)
    try put(
      RowSpace(of: Checkpoint.key(of: .init(of: Ledger())), generation: 0).key(of: row), value)
  }
}
