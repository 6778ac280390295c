import Events
import Lines
import SystemCalls

/// The events of a body: lines of JSON, an array of objects, or one object.
struct PostedEvents: Sendable {
  /// Whole lines, an event each.
  let lines: [UInt8]
  let count: Int

  /// - Throws: `RequestError` where anything of it is no event, or says what only tlm may.
  init(_ body: [UInt8]) throws(RequestError) {
    var lines = try Self.lines(of: body)
    if let last = lines.last, last != UInt8(ascii: "\n") { lines.append(UInt8(ascii: "\n")) }
    let batch = LineParser().parse(LineChunk(lines))
    if let bad = batch.quarantined.first {
      throw RequestError(
        "notAnEvent",
        "line \(Self.number(of: bad.position, in: lines)) is not an event "
          + "(\(bad.reason.rawValue)); nothing was written")
    }
    guard batch.count > 0 else {
      throw RequestError("notAnEvent", "there is no event in the body; nothing was written")
    }
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      guard let name = event.name, ReservedName.isReserved(name) else { continue }
      throw RequestError(
        "reserved",
        "line \(Self.number(of: event.position, in: lines)) is named \(SafeText.of(name)), and names "
          + "that begin with tlm., mode_ or control_ are tlm's own; nothing was written")
    }
    (self.lines, count) = (lines, batch.count)
  }

  private static func lines(of body: [UInt8]) throws(RequestError) -> [UInt8] {
    let first = body.first { !Self.isSpace($0) }
    if first == UInt8(ascii: "[") {
      guard case .array(let elements)? = JSONBody.value(of: body) else {
        throw RequestError(
          "notAnEvent", "the body begins as an array of JSON and is none; nothing was written")
      }
      return elements.flatMap { Array((JSONWriter.text(of: $0) + "\n").utf8) }
    }
    // An object over several lines is one event.
    let isOneLine = body.firstIndex(of: UInt8(ascii: "\n")).map {
      body[$0...].allSatisfy(Self.isSpace)
    }
    if isOneLine == false, let value = JSONBody.value(of: body), case .object = value {
      return Array((JSONWriter.text(of: value) + "\n").utf8)
    }
    return body
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func number(of position: Position, in bytes: [UInt8]) -> Int {
    1 + bytes.prefix(Int(position.rawValue)).count { $0 == UInt8(ascii: "\n") }
  }
}
