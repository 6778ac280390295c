import Events
import Journal
import Lines
import Views

/// The relayed text of a log, gone through to know where an offset is, and what stands before it.
struct RelayedWalk {
  private(set) var place: RelayPlace
  /// The end of what was looked at.
  private(set) var through: Position
  private(set) var places: PushPlaces
  private var rule: PushRule

  /// The end of the last run that was pulled of others.
  var pulledEnd: Position { rule.pulledEnd }

  init(
    from place: RelayPlace, through: Position, pulledEnd: Position, _ places: PushPlaces,
    _ filters: [(start: Position, filter: Filter)]
  ) {
    (self.place, self.through, self.places) = (place, through, places)
    rule = PushRule(pulledEnd: pulledEnd, filters)
  }

  /// Goes on up to an offset, or to the log's end.
  mutating func go(to offset: Int64, in log: EventLog) throws {
    let first = try log.bounds().lowerBound
    var reader = try BatchReader(log, from: max(first, through))
    while place.offset < offset, let batch = try reader.next() {
      if places.wants(batch.chunk.position, beginsSegment: false) {
        places.add(.init(through: batch.chunk.position, place: place, pulledEnd: rule.pulledEnd))
      }
      through = batch.end
      for index in 0..<batch.count where place.offset < offset {
        let event = batch.event(at: index)
        guard rule.takes(event) else { continue }
        place.pass(event.line, at: event.position)
        if place.offset >= offset { through = place.position }
      }
    }
  }
}
