/// What came in of late: so many at most, the oldest half of which is forgotten when there are more.
///
/// A half of an id is enough to know it by: of a million items one in ten million million is taken for
/// another.
struct SeenItems: Sendable {
  private var young: Set<UInt64> = []
  private var old: Set<UInt64> = []
  /// Those that are on their way into the log.
  private var pending: Set<UInt64> = []
  private let limit: Int

  /// - Parameter limit: how many are remembered.
  init(limit: Int) { self.limit = max(2, limit) }

  enum State { case new, pending, known }

  func state(of id: ItemID) -> State {
    if young.contains(id.high) || old.contains(id.high) { return .known }
    return pending.contains(id.high) ? .pending : .new
  }

  mutating func begin(_ id: ItemID) { pending.insert(id.high) }

  /// Says of one that was begun whether it is in the log.
  mutating func end(_ id: ItemID, isIn: Bool) {
    pending.remove(id.high)
    if isIn { insert(id.high) }
  }

  mutating func insert(_ key: UInt64) {
    young.insert(key)
    guard young.count >= limit / 2 else { return }
    old = young
    young = []
  }

  /// Forgets all, as the log that they are in is gone.
  mutating func forget() { (young, old) = ([], []) }
}
