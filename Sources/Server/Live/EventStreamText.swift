import Documents
import TLM

/// What is written to those who listen, as server-sent events: an id is where to go on from.
enum EventStreamText {
  /// The first words: how long to wait before coming again.
  static let beginning = "retry: 1000\n\n"

  static func event(_ event: borrowing Event) -> [UInt8] {
    let end = event.position.advanced(by: event.line.count + 1)
    return text(of: EventDocument(event).json, id: end)
  }

  static func text(of value: Value, id: Position, name: String? = nil) -> [UInt8] {
    // JSON on one line has no newline in it.
    Array(
      ((name.map { "event: \($0)\n" } ?? "") + "id: \(id.rawValue)\ndata: "
        + JSONWriter.text(of: value) + "\n\n").utf8)
  }

  /// That nothing came, and up to where: it is no event to a browser.
  static func heartbeat(_ position: Position) -> [UInt8] {
    Array(": nothing new\nid: \(position.rawValue)\n\n".utf8)
  }

  /// Why a stream ends.
  static func end(_ name: String, _ message: String, at position: Position) -> [UInt8] {
    text(
      of: ["position": .integer(position.rawValue), "message": .string(message)], id: position,
      name: name)
  }
}
