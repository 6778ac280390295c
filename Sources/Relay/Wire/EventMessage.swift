import Events

/// An event between an origin and its hubs: the line, or a part of one that is too long for a message.
package struct EventMessage: Sendable, Equatable {
  /// Where the whole line begins, and the resolved time where it has none itself; the bytes are those of
  /// this part.
  package let line: RelayLine
  /// Which part it is, from 1.
  package let part: Int
  package let parts: Int
  package let words: OriginWords

  /// A part of no more than that many is a line's.
  static let partLimit = 1 << 20

  /// The messages that carry a line, with the id that the engine knows a repeat of each by.
  ///
  /// - Parameters:
  ///   - room: bytes that a message may have at most, with its headers.
  ///   - subject: where they go.
  package static func messages(
    of line: RelayLine, from origin: String, _ words: OriginWords, to subject: String, room: Int
  ) -> [(message: EngineMessage, id: String)] {
    let id = "\(origin):\(line.position)"
    var headers = [
      EngineHeader("Tlm-Position", "\(line.position)"),
      EngineHeader("Tlm-Offset", "\(line.offset)"),
    ]
    if let time = line.time { headers.append(EngineHeader("Tlm-Time", WireTime.text(time))) }
    headers += words.headers
    // The id, which part it is, the first line and the empty one; the engine may add some.
    let beside = headers.reduce(0) { $0 + $1.size } + id.utf8.count + 160
    let size = max(1, room - beside)
    guard line.bytes.count > size else {
      return [(EngineMessage(subject, headers: headers, payload: line.bytes), id)]
    }
    let count = (line.bytes.count + size - 1) / size
    return (0..<count).map { index in
      let bytes = line.bytes[index * size..<min(line.bytes.count, (index + 1) * size)]
      let header = EngineHeader("Tlm-Part", "\(index + 1)/\(count)")
      return (
        EngineMessage(subject, headers: headers + [header], payload: Array(bytes)),
        "\(id):\(index + 1)"
      )
    }
  }

  /// A part of a line, as an answer to a request has it.
  package init(_ line: RelayLine, part: Int, of parts: Int) {
    (self.line, self.part, self.parts) = (line, part, parts)
    words = OriginWords(host: "", store: "", version: "")
  }

  /// What a message carries; nil for what no relay sends.
  package init?(_ message: EngineMessage) {
    guard let position = message["Tlm-Position"].flatMap({ Int64($0) }),
      let offset = message["Tlm-Offset"].flatMap({ Int64($0) }),
      0..<RelayPlace.limit ~= position, 0..<RelayPlace.limit ~= offset
    else { return nil }
    var (part, parts) = (1, 1)
    if let text = message["Tlm-Part"] {
      let numbers = text.split(separator: "/").compactMap { Int($0) }
      guard numbers.count == 2, 1...Self.partLimit ~= numbers[1], 1...numbers[1] ~= numbers[0]
      else { return nil }
      (part, parts) = (numbers[0], numbers[1])
    }
    line = RelayLine(
      position: Position(rawValue: position), offset: offset,
      time: message["Tlm-Time"].flatMap { Timestamp($0) }, bytes: message.payload)
    (self.part, self.parts) = (part, parts)
    words = OriginWords(message)
  }
}
