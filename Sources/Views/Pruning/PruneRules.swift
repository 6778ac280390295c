import Events
import Journal
import SystemCalls

/// Which segments of a log may go.
package struct PruneRules: Sendable, Equatable {
  /// Events of a name, by which the segment that has one stays for so long.
  package struct KeptType: Sendable, Equatable {
    package let name: String
    package let duration: Duration

    package init(name: String, duration: Duration) {
      self.name = name
      self.duration = duration
    }
  }

  /// Segments older than this go; nil: none for their age.
  package var olderThan: Duration?
  /// Bytes that all segments may have together; nil: as many as there are.
  package var maxSize: Int64?
  package var keptTypes: [KeptType] = []

  package init(
    olderThan: Duration? = nil, maxSize: Int64? = nil, keptTypes: [KeptType] = []
  ) {
    self.olderThan = olderThan
    self.maxSize = maxSize
    self.keptTypes = keptTypes
  }

  /// Whether nothing would ever go.
  package var isEmpty: Bool { olderThan == nil && maxSize == nil }

  /// The instant that lies so long before another.
  static func instant(_ length: Duration, before now: Timestamp) -> Timestamp {
    let (instant, overflow) = now.rawValue.subtractingReportingOverflow(length.nanoseconds)
    return Timestamp(rawValue: overflow ? .min : instant)
  }

  /// Whether a segment goes.
  ///
  /// - Parameters:
  ///   - sealed: when it was sealed; nil: nobody knows.
  ///   - size: bytes of it and of all that come after it.
  ///   - times: what its events say, asked for where it matters.
  func take(
    sealed: Timestamp?, size: Int64, at now: Timestamp,
    times: () throws(JournalError) -> SegmentTimes
  ) throws(JournalError) -> Bool {
    var isWanted = maxSize.map { size > $0 } ?? false
    if !isWanted, let olderThan {
      let limit = Self.instant(olderThan, before: now)
      // The earlier of the two counts, so a wrong clock of either kind keeps nothing for ever.
      isWanted = sealed.map { $0 < limit } ?? false
      if !isWanted { isWanted = try times().latest.map { $0 < limit } ?? false }
    }
    guard isWanted else { return false }
    for kept in keptTypes {
      guard let latest = try times().ofTypes[kept.name] else { continue }
      let time = min(latest, sealed ?? latest)
      if time >= Self.instant(kept.duration, before: now) { return false }
    }
    return true
  }
}

/// What the events of one segment say of their times.
struct SegmentTimes: Sendable, Equatable {
  /// The greatest of all events; nil where none has a time.
  var latest: Timestamp?
  /// The greatest of the events of each name that was asked for.
  var ofTypes: [String: Timestamp] = [:]
}
