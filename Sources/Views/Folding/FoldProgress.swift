public import Events
public import Lines

/// How far a fold has come, and what it met on the way.
public struct FoldProgress: Sendable, Equatable {
  /// JSON objects that were read, whether or not any projection wanted them.
  public internal(set) var events = 0
  /// Lines that are no JSON object.
  public internal(set) var quarantined = 0
  /// The first few of them.
  public internal(set) var firstQuarantined: [Quarantine] = []
  /// The first few events whose handler threw.
  public internal(set) var firstFailures: [FoldFailure] = []
  /// The time that an untimed line would have next.
  public internal(set) var lastTime: Timestamp?
  /// The end of the last whole line that was read; nil before the first.
  public internal(set) var through: Position?

  /// How many quarantined lines and failed events are kept with their details.
  public static let detailLimit = 16
}

/// One event whose handler threw.
public struct FoldFailure: Sendable, Equatable {
  /// The name of the projection.
  public let projection: String
  /// Where the event stands.
  public let position: Position
  /// What the handler's error says of itself.
  public let message: String
}
