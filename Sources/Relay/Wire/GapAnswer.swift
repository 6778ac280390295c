package import Events

/// What an origin answers to a hub that asks for lines: at most as much as fits a message; the hub asks
/// again from where the answer ends.
package enum GapAnswer: Sendable, Equatable {
  /// The next lines, one behind the other from the offset that was asked for.
  case lines([RelayLine])
  /// A part of the line at that offset, which is too long for one answer; part and parts as in a message.
  case part(EventMessage)
  /// They were taken away at the origin: up to which offset, where that is in its log, and why.
  case gone(to: Int64, position: Position, reason: String)
  /// The origin cannot tell which they were.
  case unknown(reason: String)

  /// The answer as one message; no more than `room` bytes where `GapAnswer.fits` was asked of the lines.
  package func bytes(from: Int64) -> [UInt8] {
    var writer = JSONWriter(quotesLargeIntegers: false)
    switch self {
    case .lines(let lines):
      writer.write([
        "status": "ok", "lines": .integer(Int64(lines.count)), "from": .integer(from),
        "to": .integer(lines.last?.next ?? from),
      ])
      writer.byte("\n")
      for line in lines {
        writer.write(Self.words(of: line))
        writer.byte("\n")
        writer.write(verbatim: line.bytes)
        writer.byte("\n")
      }
    case .part(let part):
      var members = Self.words(of: part.line).members
      members.insert(Member("status", "part"), at: 0)
      members += [
        Member("offset", .integer(part.line.offset)), Member("part", .integer(Int64(part.part))),
        Member("parts", .integer(Int64(part.parts))),
      ]
      writer.write(.object(members))
      writer.byte("\n")
      writer.write(verbatim: part.line.bytes)
      writer.byte("\n")
    case .gone(let to, let position, let reason):
      writer.write([
        "status": "gone", "lines": 0, "from": .integer(from), "to": .integer(to),
        "position": .integer(position.rawValue), "reason": .string(reason),
      ])
      writer.byte("\n")
    case .unknown(let reason):
      writer.write(["status": "unknown", "lines": 0, "reason": .string(reason)])
      writer.byte("\n")
    }
    return writer.bytes
  }

  private static func words(of line: RelayLine) -> Value {
    var members = [
      Member("position", .integer(line.position.rawValue)),
      Member("length", .integer(Int64(line.bytes.count))),
    ]
    if let time = line.time { members.append(Member("time", .string(WireTime.text(time)))) }
    return .object(members)
  }

  /// Bytes that a line takes of an answer, about: never fewer.
  package static func size(of line: RelayLine) -> Int { line.bytes.count + 128 }
}
