package import Events

/// Positions of events that may meet a filter, in order, up or down; to be confirmed on the line.
package struct Candidates: Sendable {
  /// Of each group one value must be there.
  var groups: [PositionUnion]
  /// Where times allow it; nil where they do not matter.
  let stretches: [Range<Int64>]?
  let range: Range<Int64>
  let isDescending: Bool
  private var place: Int64

  init(
    groups: [PositionUnion], stretches: [Range<Position>]?, range: Range<Position>,
    isDescending: Bool
  ) {
    self.groups = groups
    self.range = range.lowerBound.rawValue..<range.upperBound.rawValue
    self.isDescending = isDescending
    self.stretches = stretches.map { list in
      let raw = list.map { $0.lowerBound.rawValue..<$0.upperBound.rawValue }
      return isDescending ? raw.reversed() : raw
    }
    place = isDescending ? range.upperBound.rawValue - 1 : range.lowerBound.rawValue
  }

  /// The next position; nil at the end.
  ///
  /// - Throws: `ViewsError`; the caller then scans.
  package mutating func next() throws(ViewsError) -> Position? {
    while range.contains(place) {
      // Whoever is furthest says where all must go; when all stand there, it is found.
      guard let allowed = nextAllowed(place) else { return nil }
      var target = allowed
      for index in groups.indices {
        try groups[index].advance(to: target)
        guard let found = groups[index].current else { return nil }
        target = found
      }
      if target == place, groups.allSatisfy({ $0.current == target }) {
        place = isDescending ? place - 1 : place + 1
        return Position(rawValue: target)
      }
      place = target
    }
    return nil
  }

  /// The position itself or the next one that a stretch contains.
  private func nextAllowed(_ position: Int64) -> Int64? {
    guard let stretches else { return position }
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      let isPassed =
        isDescending
        ? stretches[middle].lowerBound > position : stretches[middle].upperBound <= position
      if isPassed { low = middle + 1 } else { high = middle }
    }
    guard low < stretches.count else { return nil }
    return isDescending
      ? min(position, stretches[low].upperBound - 1) : max(position, stretches[low].lowerBound)
  }
}

/// The positions of several values together.
struct PositionUnion: Sendable {
  private var cursors: [PostingCursor]
  private let isDescending: Bool

  init(_ cursors: [PostingCursor], isDescending: Bool) {
    self.cursors = cursors.filter { $0.current != nil }
    self.isDescending = isDescending
  }

  var current: Int64? {
    var found: Int64?
    for cursor in cursors {
      guard let position = cursor.current else { continue }
      found = found.map { isDescending ? max($0, position) : min($0, position) } ?? position
    }
    return found
  }

  mutating func advance(to position: Int64) throws(ViewsError) {
    for index in cursors.indices { try cursors[index].advance(to: position) }
  }

  /// Moves past the current position.
  mutating func step() throws(ViewsError) {
    guard let current else { return }
    try advance(to: isDescending ? current - 1 : current + 1)
  }
}
