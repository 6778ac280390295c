/// What the lines of a log are: events, nothing, or damage; and which fields nobody knows.
package struct LineInspection: Sendable, Equatable {
  /// A range that is no event, with how it begins.
  package struct Damage: Sendable, Equatable {
    package var range: Quarantine
    /// The first bytes of the range, as they are.
    package var beginning: [UInt8]
  }

  /// Damaged ranges that are kept one by one; beyond that they are only counted.
  package static let damageLimit = 1000
  /// Bytes that are kept of each: eighty characters of any script.
  package static let beginningLimit = 320
  /// Names of fields that are counted one by one.
  package static let nameLimit = 10_000

  package internal(set) var events = 0
  package internal(set) var blank = 0
  /// The first damaged ranges, in the order of the log.
  package internal(set) var damage: [Damage] = []
  /// How many damaged ranges there are, by their reason.
  package internal(set) var damageCounts: [Quarantine.Reason: Int] = [:]
  /// Bytes of all of them.
  package internal(set) var damagedBytes: Int64 = 0
  /// How often each top-level field name that is not well known was met.
  package internal(set) var unknownNames: [String: Int] = [:]
  /// Unknown fields beyond the limit on names.
  package internal(set) var uncountedNames = 0
  /// What `tlm.skip` events say, in the order of the log: the projection, and the position of the
  /// event that it passes over.
  package internal(set) var skips: [SkippedEvent] = []
  /// How many ranges of sources were passed over, as they can be no line, and their bytes.
  package internal(set) var passedOver = 0
  package internal(set) var passedOverBytes: Int64 = 0
  /// How many events came through a source and have a name that is tlm's own: they count for
  /// nothing.
  package internal(set) var foreignControl = 0
  /// Where the first of them stands.
  package internal(set) var firstForeignControl: Position?
  /// What is told of what a relay missed.
  package internal(set) var relayGaps = RelayGaps()
  /// Values under well-known keys that nobody can read.
  package internal(set) var unreadable = UnreadableInspection()
  /// Why a part of the log could not be read.
  package internal(set) var failures: [String] = []

  /// Whether names are tlm's own, as far as it was asked.
  private var reserved: [Event.Name: Bool] = [:]

  package init() {}

  /// Damaged ranges, all of them.
  package var quarantined: Int { damageCounts.values.reduce(0, +) }

  /// Takes in the lines of one chunk.
  ///
  /// - Parameter drained: which lines of the log came through a source.
  mutating func add(_ batch: LineBatch, drained: DrainedRanges) {
    events += batch.count
    blank += batch.blank
    for range in batch.quarantined { add(range, in: batch.chunk) }
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      unreadable.add(event)
      if isReserved(event) && drained.contains(event.position) {
        foreignControl += 1
        firstForeignControl = firstForeignControl ?? event.position
      } else {
        addNames(of: event)
      }
    }
  }

  private mutating func isReserved(_ event: borrowing Event) -> Bool {
    if let known = reserved[event.nameID] { return known }
    let isReserved = ReservedName.isReserved(event.name ?? "")
    if event.nameID != .overflow { reserved[event.nameID] = isReserved }
    return isReserved
  }

  private mutating func add(_ range: Quarantine, in chunk: LineChunk) {
    damageCounts[range.reason, default: 0] += 1
    damagedBytes += Int64(range.length)
    guard damage.count < Self.damageLimit else { return }
    let start = Int(range.position.rawValue - chunk.position.rawValue)
    let end = start + min(range.length, Self.beginningLimit)
    damage.append(Damage(range: range, beginning: (start..<end).map { chunk.bytes[$0] }))
  }

  private mutating func addNames(of event: borrowing Event) {
    if event.nameID == Self.skipped {
      passedOver += 1
      let (sum, overflow) = passedOverBytes.addingReportingOverflow(
        max(0, event.integer("length") ?? 0))
      passedOverBytes = overflow ? .max : sum
    }
    if Self.ofRelays.contains(event.nameID) { relayGaps.add(event) }
    // What tlm itself writes has fields of its own.
    guard !Self.own.contains(event.nameID) else { return }
    if event.nameID == Self.skip {
      if let skip = SkippedEvent(event), skips.count < Self.damageLimit { skips.append(skip) }
      return
    }
    for index in event.fields.indices where event.fields[index].key == .unknown {
      let name = event.name(of: event.fields[index])
      if unknownNames.count < Self.nameLimit || unknownNames[name] != nil {
        unknownNames[name, default: 0] += 1
      } else {
        uncountedNames += 1
      }
    }
  }

  private static let own = Set(
    ([LogEventName.drained, .skipped, .pruned, .redacted, .relayGap, .relayAccepted].map(\.rawValue)
      + ControlEventName.allCases.map(\.rawValue)).map {
        Event.Name($0)
      }
  ).subtracting([.overflow])
  private static let skipped = Event.Name(LogEventName.skipped.rawValue)
  private static let ofRelays = Set(
    [LogEventName.relayGap, .relayAccepted].map { Event.Name($0.rawValue) })
  private static let skip = Event.Name(LogEventName.skip.rawValue)
}

/// One event that a projection passes over, as the log says.
package struct SkippedEvent: Sendable, Equatable {
  /// The projection's name.
  package let projection: String
  /// Where the event stands.
  package let position: Position

  init?(_ event: borrowing Event) {
    guard let projection = event.string("projection"), let position = event.integer("position")
    else { return nil }
    self.projection = projection
    self.position = Position(rawValue: position)
  }
}
