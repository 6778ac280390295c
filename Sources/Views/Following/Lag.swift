extension Following {
  /// How far a follower is behind the log as it is on disk.
  public struct Lag: Sendable, Equatable {
    /// Bytes of whole lines that were not folded yet.
    public let bytes: Int64
    /// Events among them.
    public let events: Int
    /// Whether `events` was estimated by the mean length of the lines before, because counting so
    /// many would take as long as folding them.
    public let isEstimate: Bool

    /// Nothing is left.
    public static let none = Following.Lag(bytes: 0, events: 0, isEstimate: false)

    package init(bytes: Int64, events: Int, isEstimate: Bool) {
      self.bytes = bytes
      self.events = events
      self.isEstimate = isEstimate
    }
  }
}
