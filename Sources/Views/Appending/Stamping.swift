import Events
import Journal
import Lines
import SystemCalls

/// Lines on their way into a conditional append: each is an event, of the stream and with the key
/// that it is appended under.
enum Stamping {
  /// The lines with `stream` and `idempotency_key` added where they do not say them.
  ///
  /// - Throws: `notAnEvent`, `otherStream`, `otherKey`, `notOneEvent`.
  static func lines(_ bytes: [UInt8], stream: String?, key: String?) throws(AppendError) -> [UInt8]
  {
    let batch = LineParser().parse(LineChunk(bytes))
    if let bad = batch.quarantined.first {
      throw AppendError(
        .notAnEvent,
        "line \(line(bad.position, in: bytes)) is not an event (\(bad.reason.rawValue)), and a "
          + "conditional append takes nothing else; nothing was written")
    }
    if key != nil && batch.count != 1 {
      throw AppendError(
        .notOneEvent,
        "a key stands for one event, and there are \(batch.count); append them one by one, each "
          + "under a key of its own")
    }
    if batch.count == 0 {
      throw AppendError(.notAnEvent, "there is no event to append; nothing was written")
    }
    if stream == nil && key == nil { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64 * batch.count)
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      try check(event, bytes, stream: stream, key: key)
      var added: [Member] = []
      if let stream, event.stream == nil {
        added.append(Member(CorrelationKey.stream.name, .string(stream)))
      }
      if let key, event.idempotencyKey == nil {
        added.append(Member(CorrelationKey.idempotencyKey.name, .string(key)))
      }
      result += line(event, adding: added)
    }
    try checkStamps(result, stream: stream, key: key)
    return result
  }

  private static func check(
    _ event: borrowing Event, _ bytes: [UInt8], stream: String?, key: String?
  ) throws(AppendError) {
    if let stream, let own = event.stream, Label(own) != Label(stream) {
      throw AppendError(
        .otherStream,
        "line \(line(event.position, in: bytes)) is of stream \(own), not of \(stream); nothing "
          + "was written", stream: stream)
    }
    if let key, let own = event.idempotencyKey, Label(own) != Label(key) {
      throw AppendError(
        .otherKey, "the event has the idempotency key \(own), not \(key); nothing was written")
    }
  }

  /// A member that is there and says nothing, such as `"stream":null`, hides the one that is added.
  private static func checkStamps(_ bytes: [UInt8], stream: String?, key: String?)
    throws(AppendError)
  {
    let batch = LineParser().parse(LineChunk(bytes))
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      let missing: CorrelationKey? =
        stream != nil && event.stream == nil
        ? .stream : key != nil && event.idempotencyKey == nil ? .idempotencyKey : nil
      if let missing {
        throw AppendError(
          .notAnEvent,
          "line \(line(event.position, in: bytes)) has a member \(missing.name) that is no text; take it "
            + "out; nothing was written", stream: stream)
      }
    }
  }

  /// The event's line with members added before its closing brace, and a newline.
  private static func line(_ event: borrowing Event, adding members: [Member]) -> [UInt8] {
    var line = [UInt8](copying: event.line)
    let isEmpty = event.fields.isEmpty
    guard !members.isEmpty, let brace = line.lastIndex(of: UInt8(ascii: "}")) else {
      line.append(UInt8(ascii: "\n"))
      return line
    }
    var writer = JSONWriter()
    for (index, member) in members.enumerated() {
      if index > 0 || !isEmpty { writer.byte(",") }
      writer.write(member: member.name, member.value)
    }
    line.insert(contentsOf: writer.bytes, at: brace)
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// The number of the line at a place of the input.
  private static func line(_ position: Position, in bytes: [UInt8]) -> Int {
    1 + bytes.prefix(Int(position.rawValue)).count { $0 == UInt8(ascii: "\n") }
  }
}
