/// An event that is kept: a copy of its line and of what a parser found in it.
public struct RecordedEvent: Sendable {
  /// The line without its newline, exactly as it stands in the log.
  public let line: [UInt8]
  /// Every top-level member, in the order of the line.
  public let fields: [Field]
  /// Where the line stands in the log.
  public let position: Position
  /// The event's name as a number.
  public let nameID: Event.Name
  /// The event's own time, else the time of the nearest earlier line that has one.
  public let time: Timestamp?
  /// Whether `time` was read off this very line.
  public let isTimed: Bool
  private let present: Event.Keys
  private let isTimeUnreadable: Bool

  /// Copies an event that is lent, so that it can be kept and handed on.
  public init(copying event: borrowing Event) {
    line = unsafe event.line.withUnsafeBufferPointer { unsafe Array($0) }
    fields = unsafe event.fields.withUnsafeBufferPointer { unsafe Array($0) }
    position = event.position
    nameID = event.nameID
    time = event.knownTime
    isTimed = event.hasOwnTime
    present = event.present
    isTimeUnreadable = event.isTimeUnreadable
  }

  /// The same, of which was read afterwards what it is called and when it was.
  init(_ event: borrowing Event, name: Event.Name, reading: Event.TimeReading) {
    line = unsafe event.line.withUnsafeBufferPointer { unsafe Array($0) }
    fields = unsafe event.fields.withUnsafeBufferPointer { unsafe Array($0) }
    position = event.position
    nameID = name
    present = event.present
    // A table of events has no room for the very first instant there is.
    if case .time(let time) = reading, time.rawValue != .min {
      self.time = time
    } else {
      time = nil
    }
    isTimed = time != nil
    isTimeUnreadable = !isTimed && reading != .absent
  }

  /// The event as a view, to read its fields.
  public var event: Event {
    @_lifetime(borrow self)
    get {
      Event(
        line: line.span, fields: fields.span, position: position, nameID: nameID, time: time,
        isTimed: isTimed, present: present, isTimeUnreadable: isTimeUnreadable, unreadable: nil)
    }
  }
}
