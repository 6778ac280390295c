public import Events

extension Query {
  /// How a query found its events: what it read, and what it did not have to.
  public struct Explanation: Sendable, Equatable {
    /// How far the index reached; nil where it was not used at all.
    public var indexedThrough: Position?
    /// Why the index was not used, or not brought up to the end; nil where it was.
    public var reason: String?
    /// Whether that is out of the ordinary, so that somebody should be told.
    public var isDegraded = false
    /// Lines that the index named, to be looked at one by one; nil where stretches of the log were
    /// read whole instead.
    public var candidates: Int?
    /// Bytes that were left out because the index knows that no event in them has a time that will
    /// do.
    public var bytesSkipped: Int64 = 0
    /// Bytes of the log behind the index, read in any case.
    public var tailBytes: Int64 = 0
    /// Bytes that were read in all.
    public var bytes: Int64 = 0
    /// Events that were held against the filter.
    public var examined = 0
    /// Events that met it and were lent.
    public var matched = 0
    /// Events that met every condition but those on time, and whose own time nobody can read.
    public var untimely = 0
    /// Bytes of sources that wait to be drained into a log that cannot be written.
    public var waitingBytes: Int64 = 0

    /// Of a query that has read nothing.
    public init() {}
  }
}

extension Query.Explanation {
  /// Says that the index was found to be damaged, unless something was said already.
  mutating func note(damage: String) {
    if isDegraded { return }
    reason = damage
    isDegraded = true
  }
}
