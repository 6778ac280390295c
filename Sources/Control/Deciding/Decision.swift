public import Events

/// What is to be written into the log now.
public struct Decision: Sendable, Equatable {
  /// At most one at an instant.
  public var transition: Transition?
  /// What a person must approve first, one a rule; none beside a transition, which would end them.
  public var proposals: [Transition] = []
  /// At most one an edge.
  public var calibrations: [Calibration] = []

  /// Nothing to write.
  public static let none = Decision()
}

/// An edge that was taken too often, and what might help.
public struct Calibration: Sendable, Hashable, Codable {
  public let from: String
  public let to: String
  /// When it was taken, the newest last.
  public let times: [Timestamp]
  /// Why it was taken, each time.
  public let reasons: [[Reason]]
  /// Sentences for people.
  public let advice: [String]
}

/// The mode in force, as the log tells it.
public struct ModeInForce: Sendable, Hashable {
  public let name: String
  /// Since when; nil for the initial mode, whose dwell is over.
  public let since: Timestamp?

  public init(_ name: String, since: Timestamp?) {
    self.name = name
    self.since = since
  }
}
