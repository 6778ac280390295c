import SystemCalls
import TLM
import LMDB

@testable import Index

/// Looks at, and spoils, what a store keeps.
enum Stored {
  /// Changes one byte of every stored state, through LMDB.
  static func flip(in store: String, byteFromEnd: Int) throws {
    let views = try ViewsStore.open(for: EventLog.open(store))
    try views.write(timeout: .seconds(10)) { transaction in
      var all: [(key: [UInt8], value: [UInt8])] = []
      do {
        var cursor = try transaction.cursor(ViewsTables.checkpoints)
        var isThere = try cursor.first()
        while isThere {
          all.append(([UInt8](copying: cursor.key), [UInt8](copying: cursor.value)))
          isThere = try cursor.next()
        }
      }
      for (key, value) in all {
        var changed = value
        changed[max(0, value.count - byteFromEnd)] ^= 1
        try transaction.put(ViewsTables.checkpoints, key, changed)
      }
    }
  }
}
