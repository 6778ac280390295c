import Events

/// Stretches of time, each of something, of which those are found in which an instant lies: the ones
/// that began last first, and without a look at those that had ended.
struct Intervals {
  private var entries: [(start: Timestamp, end: Timestamp, value: Int)] = []
  /// A tree of the latest ends: the whole at 1, the halves of `n` at `2n` and `2n + 1`.
  private var latest: [Timestamp] = []
  private var leaves = 1

  mutating func add(_ value: Int, from start: Timestamp, to end: Timestamp) {
    entries.append((start, end, value))
  }

  /// Makes it ready to be asked, once everything was added.
  mutating func settle() {
    entries.sort { ($0.start, $0.value) < ($1.start, $1.value) }
    while leaves < entries.count { leaves *= 2 }
    latest = Array(repeating: Timestamp(rawValue: .min), count: 2 * leaves)
    for (place, entry) in entries.enumerated() { latest[leaves + place] = entry.end }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      latest[node] = max(latest[2 * node], latest[2 * node + 1])
    }
  }

  /// Those in which an instant lies, at most so many.
  func around(_ time: Timestamp, most: Int) -> [Int] {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    // Each node with the first of its leaves, and how many it has; the later half is looked at first.
    var open = [(node: 1, first: 0, count: leaves)]
    while let (node, first, count) = open.popLast(), found.count < most {
      guard first < low, latest[node] >= time else { continue }
      if count == 1 {
        found.append(entries[first].value)
      } else {
        open.append((2 * node, first, count / 2))
        open.append((2 * node + 1, first + count / 2, count / 2))
      }
    }
    return found
  }
}
