import Events

/// What happens once in a session and is only counted: a prompt, a compaction, an error.
struct Mark: Equatable, Sendable {
  enum Kind: UInt8, Sendable {
    case prompt
    case compaction
    /// What a compaction left, told where the compaction itself may be told, too.
    case summary
    /// The model could not be reached, or gave an error instead of a response.
    case error
  }

  let kind: Kind
  private(set) var place: Place
  private(set) var time: PackedTime
  private(set) var tellers: Tellers
  private(set) var isMain: Bool

  init(
    _ kind: Kind, at origin: Origin, by teller: Teller, isMain: Bool, in places: inout SharedPlaces
  ) {
    self.kind = kind
    self.isMain = isMain
    place = places.place(session: origin.session)
    time = origin.time
    tellers = Tellers(teller)
  }

  mutating func join(
    at origin: Origin, by teller: Teller, isMain: Bool, in places: inout SharedPlaces
  ) {
    tellers.formUnion(Tellers(teller))
    self.isMain = self.isMain || isMain
    guard origin.isBefore(Origin(time: time, session: place.session)) else { return }
    time = origin.time
    place = places.place(session: origin.session)
  }
}

extension Mark: Codable {
  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let number = try values.decode(Int.self)
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: number)) else {
      throw DecodingError.dataCorruptedError(
        in: values, debugDescription: "a mark is of no known kind")
    }
    self.kind = kind
    place = Place(session: Label(try values.decodeIfPresent(String.self)), model: nil)
    time = try values.decode(PackedTime.self)
    tellers = Tellers(rawValue: UInt8(truncatingIfNeeded: try values.decode(Int.self)))
    isMain = try values.decode(Bool.self)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(Int(kind.rawValue))
    try place.encodeSession(to: &values)
    try time.encode(to: &values)
    try values.encode(Int(tellers.rawValue))
    try values.encode(isMain)
  }
}
