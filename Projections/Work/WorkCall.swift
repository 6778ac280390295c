import Events

/// A call of a tool, and where it belongs.
struct WorkCall: Equatable, Sendable {
  private(set) var place: Place
  private(set) var time: PackedTime
  private(set) var call: ToolCall

  init(_ called: CalledTool, at origin: Origin, in places: inout SharedPlaces) {
    place = places.place(session: origin.session)
    time = origin.time
    call = ToolCall(called)
  }

  mutating func join(
    _ called: CalledTool, at origin: Origin, in places: inout SharedPlaces,
    _ change: (inout ToolCall) -> Void
  ) {
    if origin.isBefore(Origin(time: time, session: place.session)) {
      time = origin.time
      place = places.place(session: origin.session)
    }
    call.join(called)
    change(&call)
  }
}

extension WorkCall: Codable {
  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    place = Place(session: Label(try values.decodeIfPresent(String.self)), model: nil)
    time = try values.decode(PackedTime.self)
    call = try values.decode(ToolCall.self)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try place.encodeSession(to: &values)
    try time.encode(to: &values)
    try values.encode(call)
  }
}
