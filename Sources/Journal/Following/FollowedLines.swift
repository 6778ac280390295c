package import Events

/// The lines of whichever store stands at a path: those of the one that was there, then those of
/// the one that took its place.
package struct FollowedLines: ~Copyable, Sendable {
  private let log: EventLog
  private var lines: LogLines
  private var place: LogPlace
  /// Where the last chunk ended: of this store for certain once it is still there at the next look.
  private var unconfirmed: LogPlace?
  private var storeID: String?
  /// How many stores were read before this one, as the follower counts them.
  package private(set) var generation: Int

  /// From the start of a line on; nil is the oldest that is kept.
  ///
  /// - Throws: as `EventLog.read`.
  package init(
    _ log: EventLog, from start: Position?, _ follower: LogFollower
  ) throws(JournalError) {
    let (generation, storeID) = (follower.generation, follower.storeID)
    let lines = try log.read(from: start)
    let place = try LogPlace(in: log, at: lines.position)
    self.log = log
    self.lines = lines
    self.place = place
    (self.generation, self.storeID) = (generation, storeID)
  }

  /// The end of what was read.
  package var position: Position { lines.position }

  /// Goes over to another store, where one stands in the place of the one that was read.
  ///
  /// - Returns: whether that is so. Where it has the same lines up to here, it is read on.
  package mutating func change(to follower: LogFollower) throws(JournalError) -> Bool {
    guard generation != follower.generation else {
      place = unconfirmed ?? place
      return false
    }
    let isSameStore = storeID != nil && storeID == follower.storeID
    lines = try log.read(from: place.continued(in: log, isSameStore: isSameStore))
    place = try LogPlace(in: log, at: lines.position)
    unconfirmed = nil
    (generation, storeID) = (follower.generation, follower.storeID)
    return true
  }

  /// The next chunk of whole lines; nil where none has come.
  package mutating func next(by follower: LogFollower) throws(JournalError) -> LineChunk? {
    _ = try change(to: follower)
    return try next()
  }

  /// The same, of the store that was read last.
  package mutating func next() throws(JournalError) -> LineChunk? {
    guard let chunk = try lines.next() else { return nil }
    unconfirmed = LogPlace(after: chunk)
    return chunk
  }
}
