package import Events
import Journal
import LMDB
import SystemCalls

extension IndexSnapshot {
  /// Values of one condition beyond which following them all costs more than a scan.
  private static let mostValues = 256

  /// Positions below `through` of the events that may meet a filter; nil where the filter names
  /// nothing that the index knows, so that only a scan finds them.
  ///
  /// Conditions that the index does not know are left to whoever confirms on the line.
  package func candidates(
    for filter: Filter, in range: Range<Position>, newestFirst: Bool
  ) throws(ViewsError) -> Candidates? {
    let start = max(range.lowerBound, first)
    let range = start..<max(start, min(range.upperBound, through))
    var lists: [[IndexKey]] = []
    var hashed: [(HashRuns, [String])] = []
    for key in CorrelationKey.all {
      let values = filter[key]
      if values.isEmpty || values.count > Self.mostValues { continue }
      if let runs = mark.runs(of: key) {
        hashed.append((runs, values))
      } else if key.index != nil {
        lists.append(values.compactMap { IndexKey(key, $0) })
      }
    }
    for condition in filter.fields where condition.comparison == .equal {
      guard case .string(let text) = condition.operand, mark.fields.contains(condition.field)
      else { continue }
      lists.append([IndexKey(field: condition.field, text)])
    }
    if !filter.names.isEmpty, let names = try names(filter.names) { lists.append(names) }
    guard !lists.isEmpty || !hashed.isEmpty else { return nil }
    let from = newestFirst ? range.upperBound.rawValue - 1 : range.lowerBound.rawValue
    var groups: [PositionUnion] = []
    for list in lists {
      groups.append(try union(of: list, from: from, newestFirst: newestFirst))
    }
    for (runs, values) in hashed {
      groups.append(try union(of: values, in: runs, newestFirst: newestFirst))
    }
    let isTimed = filter.since != nil || filter.until != nil
    return Candidates(
      groups: groups,
      stretches: isTimed
        ? try stretches(since: filter.since, until: filter.until, in: range) : nil,
      range: range, isDescending: newestFirst)
  }

  /// The positions of several ids.
  private func union(of ids: [String], in runs: HashRuns, newestFirst: Bool) throws(ViewsError)
    -> PositionUnion
  {
    var cursors: [PostingCursor] = []
    for id in ids {
      cursors.append(
        PostingCursor(
          try positions(runs, of: id).map(\.rawValue), floor: first.rawValue,
          isDescending: newestFirst))
    }
    return PositionUnion(cursors, isDescending: newestFirst)
  }

  /// The positions of several values, from a position on.
  func union(of keys: [IndexKey], from start: Int64, newestFirst: Bool = false)
    throws(ViewsError) -> PositionUnion
  {
    var cursors: [PostingCursor] = []
    for key in Set(keys).sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      cursors.append(
        try PostingCursor(
          key, from: start, floor: first.rawValue, isDescending: newestFirst, self))
    }
    return PositionUnion(cursors, isDescending: newestFirst)
  }

  /// Keys of which every event that meets a filter has one, where the index lists such; nil where the
  /// filter names nothing of the kind.
  func keys(for filter: Filter) throws(ViewsError) -> [IndexKey]? {
    for key in CorrelationKey.all where mark.runs(of: key) == nil && key.index != nil {
      let values = filter[key]
      if !values.isEmpty && values.count <= Self.mostValues {
        return values.compactMap { IndexKey(key, $0) }
      }
    }
    for condition in filter.fields where condition.comparison == .equal {
      if case .string(let text) = condition.operand, mark.fields.contains(condition.field) {
        return [IndexKey(field: condition.field, text)]
      }
    }
    return filter.names.isEmpty ? nil : try names(filter.names)
  }

  /// The keys of all names that a filter's names stand for; nil where there are too many.
  private func names(_ patterns: [String]) throws(ViewsError) -> [IndexKey]? {
    var keys = patterns.filter { !Filter.isPattern($0) }.map { IndexKey(name: $0) }
    let patterns = patterns.filter(Filter.isPattern)
    if !patterns.isEmpty {
      for (name, key) in try names() {
        // A name that is not stored whole cannot be compared.
        if name.map({ name in patterns.contains { Filter.matches($0, name) } }) ?? true {
          keys.append(key)
        }
      }
    }
    return keys.count <= Self.mostValues ? keys : nil
  }

  /// Every event name in the index, nil for one too long to be stored whole, with its key.
  func names() throws(ViewsError) -> [(name: String?, key: IndexKey)] {
    try reader.read { transaction throws(LMDBError) in
      var names: [(name: String?, key: IndexKey)] = []
      var found = IndexMark.Names()
      var cursor = try transaction.cursor(ViewsTables.postings)
      var isThere = try cursor.seek(atLeast: [IndexKey.name])
      while isThere, cursor.key.count >= 10, cursor.key[0] == IndexKey.name {
        let length = min(Int(cursor.key[1]), cursor.key.count - 10)
        let value = Array(copying: cursor.key.extracting(2..<2 + length))
        let key = IndexKey(IndexKey.name, value)
        let isWhole = length < IndexKey.longest
        names.append((isWhole ? IndexKey.value(in: cursor.key) : nil, key))
        found.add(key)
        isThere = try cursor.seek(atLeast: Postings.key(key, -1))
      }
      guard found == mark.names else { throw .damaged(ViewsTables.postings) }
      return names
    }
  }
}
