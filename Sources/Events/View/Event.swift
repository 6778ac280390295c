/// One event as a fold sees it: a view over the bytes of its line, valid only while it is lent.
///
/// A view that would outlive the line is a compile error; `RecordedEvent` is the owned copy.
@safe public struct Event: ~Escapable, Sendable {
  /// The line without its newline, exactly as it stands in the log.
  public let line: Span<UInt8>
  /// Every top-level member, in the order of the line. The last of duplicate keys counts.
  public let fields: Span<Field>
  /// Where the line stands in the log.
  public let position: Position
  /// The event's name as a number; `Event.Name.none` where the line has no name.
  public let nameID: Event.Name
  /// Which well-known keys the line has: bit n of word n / 64 for key number n.
  public let present: Event.Keys
  /// As `time`, where looking is not asking.
  @usableFromInline package let knownTime: Timestamp?
  /// As `isTimed`, likewise.
  @usableFromInline package let hasOwnTime: Bool
  /// Whether the line gives a time that nobody can read.
  @usableFromInline package let isTimeUnreadable: Bool
  /// Where is noted what was asked for and cannot be read; who lends the event keeps it.
  @usableFromInline let unreadable: Unmanaged<UnreadableValues>?
  /// Which of `Key.nameKeys` the name stands under, the first being 1; 0 where no parser has told.
  @usableFromInline let nameRank: UInt8

  /// An event that a parser found; it may be used while both spans are lent and not longer.
  @_lifetime(copy line, copy fields)
  public init(
    line: Span<UInt8>, fields: Span<Field>, position: Position, nameID: Event.Name,
    time: Timestamp?, isTimed: Bool, present: Event.Keys
  ) {
    self.init(
      line: line, fields: fields, position: position, nameID: nameID, time: time, isTimed: isTimed,
      present: present, isTimeUnreadable: false, unreadable: nil)
  }

  /// The same, of whose time is known whether it can be read.
  @_lifetime(copy line, copy fields)
  @inlinable
  package init(
    line: Span<UInt8>, fields: Span<Field>, position: Position, nameID: Event.Name,
    time: Timestamp?, isTimed: Bool, present: Event.Keys, isTimeUnreadable: Bool,
    unreadable: UnreadableValues?, nameRank: UInt8 = 0
  ) {
    self.line = line
    self.fields = fields
    self.position = position
    self.nameID = nameID
    self.present = present
    knownTime = time
    hasOwnTime = isTimed
    self.isTimeUnreadable = isTimeUnreadable
    self.nameRank = nameRank
    unsafe self.unreadable = unreadable.map { unsafe Unmanaged.passUnretained($0) }
  }
}
