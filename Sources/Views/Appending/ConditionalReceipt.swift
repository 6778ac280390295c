public import Events
public import Journal

extension AppendCondition {
  /// The log's word on a conditional append: where its events stand.
  public struct Receipt: Sendable, Hashable {
    /// Where the first line stands: of this append, or of the earlier one under the same key.
    public let position: Position
    /// Where the line after the last one will stand, or stands.
    public let end: Position
    /// Lines of the append; 0 for a repeat.
    public let lines: Int
    /// What was reached, never more than was asked for.
    public let durability: Durability
    /// The revision of the expected stream with this append; nil where none was expected, where
    /// several were, and for a repeat.
    public let revision: Int?
    /// Whether an event with the key is in the log already, so that nothing was written.
    public let isRepeat: Bool
    /// For a repeat: whether the event in the log says the same, but for its time.
    public let hasSameContent: Bool
  }
}
