import Events
import Folding
import LMDB

/// Writes a batch, all of it in one transaction.
enum IndexWriting {
  /// - Parameter mark: how far the index has come; the batch begins there, or after lines that
  ///   are gone.
  /// - Returns: how far it has come now, without the checksum; writing it is left to the caller.
  static func add(
    _ indexBatch: IndexBatch, after mark: IndexMark, _ transaction: inout WriteTransaction
  ) throws(LMDBError) -> IndexMark {
    var mark = mark
    for draft in indexBatch.blocks { try add(draft, &mark, &transaction) }
    var new: [HashedPlace] = []
    try indexBatch.forEachPosting { value, positions throws(LMDBError) in
      guard try Postings.append(positions, to: value, &transaction) else { return }
      new.append(HashedPlace(hash: value.hash, place: 0))
      if value.bytes[0] == IndexKey.name { mark.names.add(value) }
    }
    try mark.values.append(new.sorted(), &transaction)
    try mark.ids.append(hashes(indexBatch, \.ids), &transaction)
    try mark.keys.append(hashes(indexBatch, \.idempotencyKeys), &transaction)
    return mark
  }

  private static func hashes(
    _ indexBatch: IndexBatch, _ list: KeyPath<IndexBatch.Part, [HashedPlace]>
  )
    -> [HashedPlace]
  {
    var all: [HashedPlace] = []
    for part in indexBatch.parts {
      for entry in part[keyPath: list] {
        all.append(HashedPlace(hash: entry.hash, place: indexBatch.start.rawValue + entry.place))
      }
    }
    if indexBatch.parts.count > 1 { all.sort() }
    return all
  }

  /// Gives a block what comes before it, and carries the mark over it.
  private static func add(
    _ draft: BlockDraft, _ mark: inout IndexMark, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    let before = mark
    var least: Int64?
    var greatest: Int64?
    var times = UntimedLines()
    var untimed = 0
    let unreadableTimes = draft.ownTimes.count { $0 == BlockDraft.unreadable }
    for own in draft.ownTimes where own != BlockDraft.unreadable {
      if own == BlockDraft.untimed {
        times.add(mark.lastTime, at: draft.untimedOffsets[untimed])
        untimed += 1
      } else {
        let time = Timestamp(rawValue: own)
        mark.lastTime = time
        mark.clock.observe(time)
      }
      guard let time = mark.lastTime?.rawValue else { continue }
      least = min(least ?? time, time)
      greatest = max(greatest ?? time, time)
    }
    let block = Block(
      range: draft.range, events: draft.events, quarantined: draft.quarantined,
      eventsBefore: before.events, quarantinedBefore: before.quarantined,
      lastTimeBefore: before.lastTime, clockBefore: before.clock,
      times: least.flatMap { least in
        greatest.map { Timestamp(rawValue: least)...Timestamp(rawValue: $0) }
      }, untimed: times.count, unreadable: draft.unreadable, unreadableTimes: unreadableTimes,
      firstUnreadable: draft.firstUnreadable, previous: before.lastBlock)
    try transaction.putChecked(ViewsTables.blocks, block.key, block.bytes)
    if times.count > 0 { try transaction.putChecked(ViewsTables.times, block.key, times.bytes) }
    mark.through = draft.range.upperBound
    mark.events += draft.events
    mark.quarantined += draft.quarantined
    mark.unreadable += draft.unreadable
    mark.firstUnreadable = mark.firstUnreadable ?? draft.firstUnreadable
    mark.lastBlock = draft.range.lowerBound
  }
}

/// The untimed lines of one block and the times that they have from earlier ones.
struct UntimedLines {
  private(set) var count = 0
  private(set) var bytes: [UInt8] = []
  private var last: (offset: Int64, time: Int64) = (0, 0)

  /// Adds the next line; one that has no time at all is left out.
  mutating func add(_ time: Timestamp?, at offset: Int64) {
    guard let time else { return }
    Varint.append(UInt64(offset - last.offset), to: &bytes)
    Varint.append(Varint.zigzag(time.rawValue &- last.time), to: &bytes)
    last = (offset, time.rawValue)
    count += 1
  }

  /// Calls `body` with each line's offset in the block and its time.
  static func forEach(_ bytes: Span<UInt8>, _ body: (Int64, Timestamp) -> Void) {
    var place = 0
    var offset: Int64 = 0
    var time: Int64 = 0
    while let step = Varint.read(bytes, at: &place), let change = Varint.read(bytes, at: &place) {
      offset &+= Int64(truncatingIfNeeded: step)
      time = time &+ Varint.unzigzag(change)
      body(offset, Timestamp(rawValue: time))
    }
  }
}
