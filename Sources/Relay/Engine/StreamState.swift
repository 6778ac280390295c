package import Events

/// What a stream holds at a moment.
package struct StreamState: Sendable, Equatable {
  package let messages: Int
  package let bytes: Int64
  /// The numbers of its first message and of its last.
  package let first: UInt64
  package let last: UInt64
  /// How many messages there are of each subject that was asked for.
  package var subjects: [String: Int]

  /// As the engine tells it.
  package init(_ value: Value) {
    messages = value["messages"]?.count ?? 0
    bytes = Int64(value["bytes"]?.count ?? 0)
    first = UInt64(max(0, value["first_seq"]?.count ?? 0))
    last = UInt64(max(0, value["last_seq"]?.count ?? 0))
    subjects = [:]
    for member in value["subjects"]?.members ?? [] { subjects[member.name] = member.value.count }
  }
}

extension EngineMessage {
  /// A message as a stream gives one that it is asked for.
  init?(stored value: Value) {
    guard let subject = value["subject"]?.text,
      let payload = Base64.bytes((value["data"]?.text ?? "").utf8),
      let head = Base64.bytes((value["hdrs"]?.text ?? "").utf8)
    else { return nil }
    // The first line is the protocol's.
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").dropFirst()
    self.init(
      subject,
      headers: lines.compactMap { line in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return EngineHeader(
          String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
      }, payload: payload)
  }
}
