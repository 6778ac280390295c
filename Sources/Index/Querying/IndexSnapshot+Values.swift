package import Events
import LMDB
import SystemCalls

extension IndexSnapshot {
  /// Values of a key that begin with some bytes, the shorter ones first; at most so many.
  ///
  /// Values that are not stored whole are left out: nobody types the beginning of one.
  ///
  /// - Parameters:
  ///   - key: one that is listed; any other has no values here.
  ///   - prefix: what they begin with; empty for all.
  ///   - lengths: how many bytes they have.
  ///   - limit: how many are looked for.
  /// - Throws: `ViewsError` where the index cannot be read.
  package func values(
    of key: CorrelationKey, beginning prefix: String, lengths: ClosedRange<Int> = 0...Int.max,
    limit: Int
  ) throws(ViewsError) -> [String] {
    guard case .listed(let kind)? = key.index else { return [] }
    let start = Array(prefix.utf8)
    let shortest = max(start.count, lengths.lowerBound)
    let longest = min(IndexKey.longest - 1, lengths.upperBound)
    guard shortest <= longest else { return [] }
    return try reader.read { transaction throws(LMDBError) in
      var values: [String] = []
      var cursor = try transaction.cursor(ViewsTables.postings)
      // Values of one length stand together.
      for length in shortest...longest {
        let group = [kind, UInt8(length)] + start
        var isThere = try cursor.seek(atLeast: group)
        while isThere, values.count < limit, cursor.key.begins(with: group),
          cursor.key.count >= 2 + length
        {
          let value = Array(copying: cursor.key.extracting(2..<2 + length))
          values.append(String(decoding: value, as: UTF8.self))
          isThere = try cursor.seek(atLeast: Postings.key(IndexKey(kind, value), -1))
        }
        if values.count >= limit || !isThere { break }
      }
      return values
    }
  }
}
