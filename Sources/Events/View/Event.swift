/// One event as a fold sees it: a view over the bytes of its line, valid only while it is lent.
///
/// A view that would outlive the line is a compile error; `RecordedEvent` is the owned copy.
public struct Event: ~Escapable, Sendable {
  /// The line without its newline, exactly as it stands in the log.
  public let line: Span<UInt8>
  /// Every top-level member, in the order of the line. The last of duplicate keys counts.
  public let fields: Span<Field>
  /// Where the line stands in the log.
  public let position: Position
  /// The event's name as a number; `Event.Name.none` where the line has no name.
  public let nameID: Event.Name
  /// The event's own time, else the time of the nearest earlier line that has one.
  public let time: Timestamp?
  /// Whether `time` was read off this very line.
  public let isTimed: Bool
  /// Which well-known keys the line has: bit n of word n / 64 for key number n.
  public let present: Event.Keys

  /// An event that a parser found; it may be used while both spans are lent and not longer.
  @_lifetime(copy line, copy fields)
  public init(
    line: Span<UInt8>, fields: Span<Field>, position: Position, nameID: Event.Name,
    time: Timestamp?, isTimed: Bool, present: Event.Keys
  ) {
    self.line = line
    self.fields = fields
    self.position = position
    self.nameID = nameID
    self.time = time
    self.isTimed = isTimed
    self.present = present
  }
}
