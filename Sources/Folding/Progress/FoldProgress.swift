public import Events
public import Lines

extension Fold {
  /// How far a fold has come, and what it met on the way.
  public struct Progress: Sendable, Equatable {
    /// What the log up to here says of itself, whoever folds it.
    public package(set) var milestone = Fold.Milestone()
    /// The first few quarantined lines.
    public internal(set) var firstQuarantined: [Quarantine] = []
    /// The first few events whose handler threw.
    public internal(set) var firstFailures: [Fold.Failure] = []
    /// Whether a bound was reached, so that nothing that follows is folded.
    public internal(set) var isAtBound = false

    /// JSON objects that were read, whether or not any projection wanted them.
    public var events: Int { milestone.events }
    /// Lines that are no JSON object.
    public var quarantined: Int { milestone.quarantined }
    /// The time that an untimed line would have next.
    public var lastTime: Timestamp? { milestone.lastTime }
    /// The clock of the log.
    package var clock: LogClock { milestone.clock }
    /// The end of the last whole line that was read; nil before the first.
    public var through: Position? { milestone.through }

    /// How many quarantined lines and failed events are kept with their details.
    public static let detailLimit = 16
  }
}

extension Fold {
  /// One event whose handler threw.
  public struct Failure: Sendable, Equatable {
    /// The name of the projection.
    public let projection: String
    /// Where the event stands.
    public let position: Position
    /// What the handler's error says of itself.
    public let message: String
  }
}
