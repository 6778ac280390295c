import Events
import Folding
import Index
import LMDB
import SystemCalls

extension StoredRows {
  /// Whether all rows are there, each under its own key, by their number and the sum of their digests. What
  /// a row itself says is not looked at: whoever reads it does that.
  ///
  /// Nothing is copied: it is asked for each time that a key is new, in a table of a million rows, too.
  /// False where only a closer look can tell.
  func countsWhole() -> Bool {
    var seen = RowCount()
    var next: [UInt8]? = space.prefix
    while let start = next {
      // What cannot be read is told by the closer look.
      guard let portion = try? count(from: start, &seen), portion.isPlain else { return false }
      next = portion.next
    }
    return seen.count == record.count && seen.digest == record.digest
  }

  private struct RowCount {
    var count = 0
    var digest = RowDigest()
  }

  private func count(
    from start: [UInt8], _ seen: inout RowCount
  ) throws(ViewsError) -> (isPlain: Bool, next: [UInt8]?) {
    let prefix = space.prefix
    return try reader.read { transaction throws(LMDBError) -> (isPlain: Bool, next: [UInt8]?) in
      var cursor = try transaction.cursor(ViewsTables.rows)
      guard var isThere = try cursor.seek(provenAtLeast: start) else { return (false, nil) }
      var rest = Self.countedAtOnce
      while isThere && cursor.key.begins(with: prefix) {
        if rest == 0 { return (true, [UInt8](copying: cursor.key)) }
        guard let digest = StoredRow.digest(in: cursor.value, at: cursor.key, prefix.count) else {
          return (false, nil)
        }
        seen.count += 1
        seen.digest += digest
        rest -= 1
        isThere = try cursor.next()
      }
      return (true, nil)
    }
  }

  /// Rows that are counted in one transaction.
  private static let countedAtOnce = 8192
}
