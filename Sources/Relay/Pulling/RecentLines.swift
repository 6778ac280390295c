import Events

/// The last lines of an origin, by what they are known again: one that comes once more is the same, or
/// somebody changed it.
struct RecentLines: Sendable {
  private var offsets: [Int64] = []
  private var marks: [Int] = []

  /// As many are known at least, where there were as many.
  private static let count = 8192

  /// Every one is behind those that are known.
  mutating func add(_ line: RelayLine) {
    if offsets.count >= 2 * Self.count {
      offsets.removeFirst(Self.count)
      marks.removeFirst(Self.count)
    }
    offsets.append(line.offset)
    marks.append(Self.mark(of: line.bytes))
  }

  /// Whether a line is another one than the one that is known at its place, or begins where none does.
  func contradicts(_ line: RelayLine) -> Bool {
    guard let first = offsets.first, line.offset >= first else { return false }
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < line.offset { low = middle + 1 } else { high = middle }
    }
    guard low < offsets.count, offsets[low] == line.offset else { return true }
    return marks[low] != Self.mark(of: line.bytes)
  }

  /// What a line is known again by, in this process.
  static func mark(of bytes: some Collection<UInt8>) -> Int {
    var hasher = Hasher()
    for byte in bytes { hasher.combine(byte) }
    return hasher.finalize()
  }
}
