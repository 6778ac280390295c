/// What goes to an engine and comes from it: bytes under a subject, with words beside them.
package struct EngineMessage: Sendable, Equatable {
  /// Where it goes: tokens with dots between them.
  package var subject: String
  /// Where an answer to it goes.
  package var reply: String?
  package var headers: [EngineHeader]
  package var payload: [UInt8]

  package init(
    _ subject: String, reply: String? = nil, headers: [EngineHeader] = [], payload: [UInt8] = []
  ) {
    (self.subject, self.reply, self.headers, self.payload) = (subject, reply, headers, payload)
  }

  /// What the first header of a name says, whatever the case of its letters.
  package subscript(name: String) -> String? {
    if let exact = headers.first(where: { $0.name == name }) { return exact.value }
    let folded = name.lowercased()
    return headers.first { $0.name.lowercased() == folded }?.value
  }
}

/// A word that stands beside the bytes of a message.
package struct EngineHeader: Sendable, Equatable {
  package let name: String
  /// On one line: what would end the line is a question mark in its place.
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    self.value =
      isPlain
      ? value
      : String(
        decoding: value.utf8.map { $0 >= 0x20 && $0 != 0x7F ? $0 : UInt8(ascii: "?") },
        as: UTF8.self)
  }

  /// Bytes that it takes of what a message may have at most.
  package var size: Int { name.utf8.count + value.utf8.count + 4 }
}
