import Events

/// How far a pusher is, for whoever answers hubs meanwhile.
struct PushProgress: Sendable {
  var place: RelayPlace
  /// The end of what was looked at.
  var through: Position
  var places: PushPlaces
  /// What held from where on.
  var filters: [(start: Position, filter: Filter)]
  /// Lines that hubs were given.
  var answered = 0

  /// Where the relayed text goes on behind an offset: the place to read from, and up to where.
  func stretch(
    around offset: Int64
  ) -> (from: PushPlaces.Entry, to: RelayPlace, through: Position)? {
    guard offset < place.offset, let (entry, next) = places.around(offset) else { return nil }
    return (entry, next?.place ?? place, next?.through ?? through)
  }
}
