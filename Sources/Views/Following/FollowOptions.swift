extension Following {
  /// How a log is followed.
  public struct Options: Sendable {
    /// Whether the inbox and abandoned spool files are moved into the log as they grow, so that what
    /// strangers append is seen, too.
    public var drainsSources = false
    /// Whether states are kept in the store, so that the next follower goes on from them.
    public var keepsStates = true
    /// How long after an element the next one comes at the latest, also where nothing has changed;
    /// nil: only when something has.
    public var heartbeat: Duration?
    /// How many threads take part in folding what was there before; it changes nothing but the time.
    public var jobs = 2
    /// Whether the first event whose handler throws ends the sequence with an error.
    public var isStrict = false
    /// Bytes of the log that are folded at most between two elements, while there are so many.
    public var slice: Int64 = 16 << 20

    /// Where what comes is read, when others of this process follow the same log; nil: by itself.
    package var tail: LogTail?

    /// Everything that is in the log and that comes, kept.
    public init() {}
  }
}
