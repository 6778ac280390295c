public import Events

extension Fold {
  /// What a log says of itself up to one of its lines: the same for every fold that comes there,
  /// whatever it skipped or in how many steps it came.
  public struct Milestone: Sendable, Equatable, Codable {
    /// The end of the last whole line that was read; nil before the first.
    public internal(set) var through: Position?
    /// JSON objects up to there.
    public internal(set) var events = 0
    /// Lines up to there that are no JSON object.
    public internal(set) var quarantined = 0
    /// The time that an untimed line right after it has.
    public internal(set) var lastTime: Timestamp?
    /// The clock of the log.
    package internal(set) var clock = LogClock()

    /// The start of a log.
    public init() {}
  }
}
