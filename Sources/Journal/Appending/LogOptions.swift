import Events

extension EventLog {
  /// What a program may choose about the log it writes.
  public struct Options: Sendable, Hashable {
    /// Bytes after which a segment is sealed and the next one begun.
    public var segmentLimit: Int64 = 128 << 20
    /// How long after it was begun `sealIfDue` seals a segment; nil: at no age.
    public var segmentAge: Duration? = .seconds(86_400)
    /// Longest line, with its newline, that an append takes.
    public var lineLimit = NewEvent.lineLimit
    /// How long an append waits for the log's lock.
    public var timeout: Duration = .milliseconds(50)

    /// Fields whose texts the index keeps, beside those that it always keeps: dots lead into nested
    /// objects. Nil: whichever the index was built with.
    public var indexedFields: [String]?

    /// A drained inbox larger than this is renamed away.
    package var inboxLimit: Int64 = 8 << 20
    /// Bytes at the end of the log that are not worth an index: they are scanned.
    package var unindexedTail: Int64 = 384 << 10

    /// 128 MiB or a day, 1 MiB and 50 ms.
    public init() {}

    /// Most bytes that one hold of the lock drains from a source, but for a longer line.
    static let drainLimit = 1 << 20
    /// No line of a source is an event that is longer.
    static let longestLine = 16 << 20
    /// Disk space is taken in steps of this many bytes ahead of the writes.
    static let reserveStep: Int64 = 1 << 20
  }
}
