package import Events
package import Journal

/// What a pusher keeps of what the engine has acknowledged.
package struct PushCheckpoint: Sendable, Equatable {
  /// The id of the store as which it is pushed.
  package var origin: String
  package var stream: String
  /// Where the engine is, without names and passwords.
  package var url: String
  /// How far it is.
  package var place: RelayPlace
  /// The end of what was looked at, with what stood before it; behind it nothing was pushed.
  package var through: LogPlace
  /// The end of the last run that a relay pulled from others.
  package var pulledEnd: Position
  /// Which filter held from where on, the last one now.
  package var filters: [PushFilterSpan]
  /// The number of the log's folder: a copy of it has another one. The disk's is not kept, as some have
  /// another one each time that they are there.
  package var folder: UInt64
  package var time: Timestamp

  /// The document, on one line.
  package var bytes: [UInt8] {
    var members = [
      Member("origin", .string(origin)), Member("stream", .string(stream)),
      Member("url", .string(url)),
    ]
    members += place.members
    members += [
      Member("through", through.value), Member("pulled_end", .integer(pulledEnd.rawValue)),
      Member("filters", .array(filters.map(\.value))),
      Member("folder", .string("\(folder)")),
      Member("time", .string(time.description)),
    ]
    return Array((JSONWriter.text(of: .object(members)) + "\n").utf8)
  }

  /// Nil for bytes that are none.
  package init?(_ bytes: [UInt8]) {
    guard let value = Value(json: bytes.filter { $0 != UInt8(ascii: "\n") }),
      let origin = value["origin"]?.text, RelaySubject.isOrigin(origin),
      let stream = value["stream"]?.text, let place = RelayPlace(value),
      let through = value["through"].flatMap(LogPlace.init),
      case .integer(let pulled)? = value["pulled_end"], pulled >= 0,
      let time = value["time"]?.text.flatMap({ Timestamp($0) })
    else { return nil }
    let filters = (value["filters"]?.elements ?? []).map { PushFilterSpan($0) }
    guard let folder = value["folder"]?.text.flatMap({ UInt64($0) }), !filters.isEmpty,
      !filters.contains(where: { $0 == nil })
    else {
      return nil
    }
    self.init(
      origin: origin, stream: stream, url: value["url"]?.text ?? "", place: place,
      through: through, pulledEnd: Position(rawValue: pulled), filters: filters.compactMap(\.self),
      folder: folder, time: time)
  }

  package init(
    origin: String, stream: String, url: String, place: RelayPlace, through: LogPlace,
    pulledEnd: Position, filters: [PushFilterSpan], folder: UInt64, time: Timestamp
  ) {
    (self.origin, self.stream, self.url) = (origin, stream, url)
    (self.place, self.through, self.pulledEnd) = (place, through, pulledEnd)
    (self.filters, self.folder, self.time) = (filters, folder, time)
  }
}
