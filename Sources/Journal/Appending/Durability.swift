public import Events

/// What a receipt promises.
public enum Durability: String, Sendable, Hashable {
  /// `write(2)` returned: survives the death of the process, not a power loss.
  case flushed
  /// The disk confirmed it: survives a power loss.
  case synced
}

/// The log's word that a batch is in it.
public struct Receipt: Sendable, Hashable {
  /// Where the first line of the batch stands.
  public let position: Position
  /// Where the line after the batch will stand.
  public let end: Position
  /// Lines of the batch.
  public let lines: Int
  /// What was reached, never more than was asked for.
  public let durability: Durability

  package init(position: Position, end: Position, lines: Int, durability: Durability) {
    (self.position, self.end) = (position, end)
    (self.lines, self.durability) = (lines, durability)
  }
}
