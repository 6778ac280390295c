public import Events

extension Policy {
  /// What is to be written into the log now.
  public struct Decision: Sendable, Equatable {
    /// At most one at an instant.
    public var transition: ModeTransition?
    /// What a person must approve first, one a rule; none beside a transition, which would end them.
    public var proposals: [ModeTransition] = []
    /// At most one an edge.
    public var calibrations: [Policy.Calibration] = []

    /// Nothing to write.
    public static let none = Policy.Decision()
  }
}

extension Policy {
  /// An edge that was taken too often, and what might help.
  public struct Calibration: Sendable, Hashable, Codable {
    /// The mode that the edge leads from.
    public let from: String
    /// The mode that the edge leads to.
    public let to: String
    /// When it was taken, the newest last.
    public let times: [Timestamp]
    /// Why it was taken, each time.
    public let reasons: [[ModeReason]]
    /// Sentences for people.
    public let advice: [String]
  }
}

extension Policy {
  /// The mode in force, as the log tells it.
  public struct ModeInForce: Sendable, Hashable {
    /// The mode's name, as rules spell it.
    public let name: String
    /// Since when; nil for the initial mode, whose dwell is over.
    public let since: Timestamp?

    /// A mode that a transition brought at a time, or the initial one where there is no time.
    public init(_ name: String, since: Timestamp?) {
      self.name = name
      self.since = since
    }
  }
}
