import Events
import LMDB

extension IndexSnapshot {
  /// The times of lines below `through` that have none of their own, where an earlier line has one.
  ///
  /// - Parameter positions: of such lines, ascending.
  func times(ofUntimed positions: [Position]) throws(ViewsError) -> [Position: Timestamp] {
    var times: [Position: Timestamp] = [:]
    var rest = positions[...]
    while let position = rest.first {
      guard let block = try block(containing: position) else {
        rest.removeFirst()
        continue
      }
      let count = rest.prefix { $0 < block.range.upperBound }.count
      let wanted = Set(rest.prefix(count))
      rest = rest.dropFirst(count)
      let start = block.range.lowerBound.rawValue
      let found = try reader.read { transaction throws(LMDBError) in
        var found: [Position: Timestamp] = [:]
        if block.untimed == 0 { return found }
        guard let bytes = try transaction.checked(ViewsTables.times, block.key) else {
          throw .damaged(ViewsTables.times)
        }
        UntimedLines.forEach(bytes.span) { offset, time in
          let position = Position(rawValue: start + offset)
          if wanted.contains(position) { found[position] = time }
        }
        return found
      }
      times.merge(found) { $1 }
    }
    return times
  }
}
