public import Events

extension Replay {
  /// How projections are replayed.
  public struct Options: Sendable {
    /// Which part of the log is folded.
    public var bounds = Fold.Bounds()
    /// How many threads take part; it changes nothing but the time.
    public var jobs = 2
    /// Whether the first event whose handler throws stops the replay.
    public var isStrict = false
    /// Whether replays tell what people are shown, beside what programs get.
    public var makesPages = false
    /// Whether a replay may begin with a state that was kept.
    public var usesCheckpoints = true
    /// Whether lines that no projection wants may be skipped by the index.
    public var usesIndex = true
    /// Stores whose events are folded, where a relay pulled those of others, too, by their ids, the
    /// beginnings of those, or their machines; none: all. What is kept is of all of them.
    package var origins: [String] = []
    /// Whether no handler can end the process, as those of tlm's own projections cannot: a file need not
    /// be looked through then for events that did so.
    package var trustsHandlers = false
    /// The reader's now: the last event of the log counts for the log clock where it is not later.
    /// Nil: the machine's. It changes what reports are of, and no state.
    public var now: Timestamp?
    /// Told how many more bytes of the log are done, from any thread.
    public var progress: (@Sendable (Int64) -> Void)?

    /// All of the log, as fast as it goes.
    public init() {}
  }
}
