import Events
import Journal
import Lines

/// What one thread finds in the chunks that it takes; places are offsets from the start of the batch.
struct IndexBatchPart: Sendable {
  /// Values, by kind, with their numbers.
  var keys = KeyTable()
  /// Number of the value in the high half, place of the line in the low one.
  private var places: [UInt64] = []
  /// Hash of the event's id in the first, place in the second.
  private(set) var ids: [HashedPlace] = []
  private(set) var idempotencyKeys: [HashedPlace] = []
  private(set) var blocks: [BlockDraft] = []

  private let eventID = hashed(.eventID)
  private let idempotencyKey = hashed(.idempotencyKey)

  private static func hashed(_ key: CorrelationKey) -> UInt8 {
    guard case .hashed(let kind)? = key.index else { preconditionFailure("it is kept as hashes") }
    return kind
  }

  /// Adds a line under a value, or its hash where the kind is kept so.
  @inline(__always)
  mutating func add(kind: UInt8, _ value: UnsafeBufferPointer<UInt8>, at offset: UInt32) {
    switch kind {
    case eventID: ids.append(HashedPlace(hash: unsafe StableHash.of(value), place: Int64(offset)))
    case idempotencyKey:
      idempotencyKeys.append(
        HashedPlace(hash: unsafe StableHash.of(value), place: Int64(offset)))
    default: add(key: unsafe keys.number(kind, value), at: offset)
    }
  }

  @inline(__always)
  mutating func add(key: Int, at offset: UInt32) {
    places.append(UInt64(key) << 32 | UInt64(offset))
  }

  /// Takes one chunk in.
  mutating func add(
    _ batch: LineBatch, ticket: Int, from start: Position, _ lineKeys: inout LineKeys
  ) {
    let base = batch.chunk.position.rawValue - start.rawValue
    var draft = BlockDraft(ticket: ticket, batch)
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      let offset = event.position.rawValue - start.rawValue
      lineKeys.read(event, at: UInt32(truncatingIfNeeded: offset), into: &self)
      draft.add(
        event.hasOwnTime ? event.knownTime : nil, at: offset - base,
        isUnreadable: event.isTimeUnreadable)
      draft.addUnreadable(of: event)
    }
    blocks.append(draft)
  }

  /// The places of each value, in the order of the values' keys; each list ascends.
  func postings() -> [(key: IndexKey, places: ArraySlice<UInt32>)] {
    var starts = [Int](repeating: 0, count: keys.count + 1)
    for place in places { starts[Int(place >> 32) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var sorted = [UInt32](repeating: 0, count: places.count)
    for place in places {
      let key = Int(place >> 32)
      sorted[next[key]] = UInt32(truncatingIfNeeded: place)
      next[key] += 1
    }
    return keys.sorted().map { ($0.key, sorted[starts[$0.number]..<starts[$0.number + 1]]) }
  }
}

/// A hash and where what it is of stands.
struct HashedPlace: Sendable, Hashable, Comparable {
  let hash: UInt64
  let place: Int64

  static func < (left: HashedPlace, right: HashedPlace) -> Bool {
    left.hash == right.hash ? left.place < right.place : left.hash < right.hash
  }
}

/// A block before it is known what comes before it.
struct BlockDraft: Sendable {
  /// Its place in the order of the log.
  let ticket: Int
  let range: Range<Position>
  let events: Int
  let quarantined: Int
  /// Own times of its events, in order; `untimed` for those that have none, `unreadable` for those
  /// of which nobody can read it.
  private(set) var ownTimes: [Int64] = []
  /// Offsets of the untimed events from the block's start.
  private(set) var untimedOffsets: [Int64] = []

  /// Values of known keys that nobody can read.
  private(set) var unreadable = 0
  /// Where the first line with one stands.
  private(set) var firstUnreadable: Position?

  /// No timestamp that a line can have: the parser gives it to lines without a time.
  static let untimed = Int64.min

  init(ticket: Int, _ batch: LineBatch) {
    self.ticket = ticket
    let start = batch.chunk.position
    range = start..<Position(rawValue: start.rawValue + Int64(batch.chunk.count))
    events = batch.count
    quarantined = batch.quarantined.count
    ownTimes.reserveCapacity(batch.count)
  }

  /// Nor has any line this one.
  static let unreadable = Int64.min + 1

  mutating func add(_ time: Timestamp?, at offset: Int64, isUnreadable: Bool) {
    ownTimes.append(time?.rawValue ?? (isUnreadable ? Self.unreadable : Self.untimed))
    if time == nil && !isUnreadable { untimedOffsets.append(offset) }
  }

  @inline(__always)
  mutating func addUnreadable(of event: borrowing Event) {
    if !event.isSuspect { return }
    let count = event.unreadableCount
    if count == 0 { return }
    unreadable += count
    firstUnreadable = firstUnreadable ?? event.position
  }
}
