import Events

/// The positions of one value in order, up or down, a chunk at a time.
struct PostingCursor {
  /// nil for positions that are all known already.
  private let snapshot: IndexSnapshot?
  private let value: IndexKey
  private let isDescending: Bool
  /// Positions below are not served.
  private let floor: Int64
  private var chunk: [Int64] = []
  private var index = 0
  private var isAtEnd = false

  /// - Parameter start: where to begin: the least position, or the greatest of a descending one.
  init(
    _ value: IndexKey, from start: Int64, floor: Int64, isDescending: Bool,
    _ snapshot: IndexSnapshot
  ) throws(ViewsError) {
    self.snapshot = snapshot
    self.value = value
    self.isDescending = isDescending
    self.floor = floor
    try load(start)
  }

  /// - Parameter positions: all there are, ascending.
  init(_ positions: [Int64], floor: Int64, isDescending: Bool) {
    snapshot = nil
    value = IndexKey(0, [])
    self.isDescending = isDescending
    self.floor = floor
    chunk = positions
    index = isDescending ? positions.count - 1 : 0
  }

  /// The position where the cursor stands; nil at its end.
  var current: Int64? {
    guard !isAtEnd, chunk.indices.contains(index), chunk[index] >= floor else { return nil }
    return chunk[index]
  }

  /// Moves to the first position that is not before `position`, in the cursor's own direction.
  mutating func advance(to position: Int64) throws(ViewsError) {
    while let current, isDescending ? current > position : current < position {
      if isDescending {
        if chunk[0] > position { try load(position) } else { index -= 1 }
      } else if chunk[chunk.count - 1] < position {
        try load(position)
      } else {
        index += 1
      }
    }
  }

  /// Moves to the next position.
  mutating func step() throws(ViewsError) {
    guard let current else { return }
    try advance(to: isDescending ? current - 1 : current + 1)
  }

  /// Loads the chunk in which `position` is, or would be, or the next one, and moves there.
  private mutating func load(_ position: Int64) throws(ViewsError) {
    guard let snapshot, position >= 0 || !isDescending else {
      isAtEnd = true
      return
    }
    let loaded = try snapshot.positions(of: value, at: position, isDescending: isDescending)
    guard let loaded else {
      isAtEnd = true
      return
    }
    chunk = loaded
    // Halves: chunks have many positions, and one jumps into them.
    var low = 0
    var high = chunk.count
    while low < high {
      let middle = (low + high) / 2
      if chunk[middle] < position { low = middle + 1 } else { high = middle }
    }
    index = isDescending ? (low < chunk.count && chunk[low] == position ? low : low - 1) : low
    if index < 0 || index >= chunk.count { isAtEnd = true }
  }
}
