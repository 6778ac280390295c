package import Events

/// What an origin says that it has pushed: how far, and what it was. What comes behind it in the stream
/// has greater offsets.
package struct RelayHead: Sendable, Equatable {
  package let origin: String
  package let place: RelayPlace
  package let words: OriginWords
  package let time: Timestamp

  package init(origin: String, _ place: RelayPlace, _ words: OriginWords, at time: Timestamp) {
    (self.origin, self.place, self.words, self.time) = (origin, place, words, time)
  }

  /// The document on one line.
  package var bytes: [UInt8] {
    let members =
      [Member("origin", .string(origin))] + place.members + words.members
      + [Member("time", .string(time.description))]
    return Array(JSONWriter.text(of: .object(members)).utf8)
  }

  /// What the engine knows a repeat by.
  package var id: String { "\(origin):head:\(place.offset):\(place.chain.hex.prefix(16))" }

  /// Nil for what is no head.
  package init?(_ bytes: [UInt8]) {
    guard let value = Value(json: bytes), let origin = value["origin"]?.text,
      RelaySubject.isOrigin(origin), let place = RelayPlace(value),
      let time = value["time"]?.text.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(origin: origin, place, OriginWords(value), at: time)
  }
}
