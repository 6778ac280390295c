import Events

/// What is left of a line that is blanked: as many bytes, the same name and time, and nothing else.
///
/// ```swift
/// let blanker = LineBlanker()
/// blanker.blank(Array(#"{"ts":1,"event":"x","text":"secret"}"#.utf8))
/// // {"ts":1,"event":"x"                }
/// ```
/// The members that the name and the time are read from keep their bytes and their order; spaces stand
/// for all others. A line that is no event becomes spaces. What was blanked is blanked to the same.
@safe package final class LineBlanker {
  private let parser = LineParser()

  package init() {}

  /// - Parameter line: without its newline.
  package func blank(_ line: [UInt8]) -> [UInt8] {
    let spaces = [UInt8](repeating: UInt8(ascii: " "), count: line.count)
    let batch = parser.parse(LineChunk(line))
    guard batch.count == 1 else { return spaces }
    let wanted = Reading(batch)
    for members in Self.forms(of: batch.event(at: 0), batch) {
      guard let text = Self.text(members, line.count) else { continue }
      let found = parser.parse(LineChunk(text))
      if found.count == 1, Reading(found) == wanted { return text }
    }
    // Nothing of it may stay where nobody knows what it says.
    return Self.text([], line.count) ?? spaces
  }

  /// What must be as it was.
  private struct Reading: Equatable {
    let name: String?
    let time: Timestamp?
    let isTimeUnreadable: Bool

    init(_ batch: LineBatch) {
      name = batch.event(at: 0).name
      time = batch.ownTime(at: 0)
      isTimeUnreadable = batch.isTimeUnreadable(at: 0)
    }
  }

  private static func text(_ members: [[UInt8]], _ count: Int) -> [UInt8]? {
    var text = [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")])
    guard text.count < count else { return nil }
    text += [UInt8](repeating: UInt8(ascii: " "), count: count - text.count - 1)
    return text + [UInt8(ascii: "}")]
  }

  /// What may be left, the most faithful first.
  private static func forms(of event: borrowing Event, _ batch: LineBatch) -> [[[UInt8]]] {
    let name = member(event, nameIndex(event))
    let plainName = event.name.map { Array("\"event\":\(JSONWriter.text(of: .string($0)))".utf8) }
    let names = [name, plainName].compactMap(\.self)
    var forms: [[[UInt8]]] = []
    for name in names.isEmpty ? [nil] : names.map(Optional.some) {
      for time in times(event, batch) {
        let isBefore = (timeIndex(event) ?? 0) < (nameIndex(event) ?? 0)
        forms.append((isBefore ? [time, name] : [name, time]).compactMap(\.self))
      }
    }
    return forms + [[plainName].compactMap(\.self)]
  }

  /// How the time may be told: in its own words, or as tlm would.
  private static func times(_ event: borrowing Event, _ batch: LineBatch) -> [[UInt8]?] {
    let index = timeIndex(event)
    if batch.isTimeUnreadable(at: 0) {
      // What nobody can read may be anything; that it is there is all that counts.
      let key = index.map { keyText(event, $0) } ?? Array("\"ts\"".utf8)
      return [key + Array(":{}".utf8), Array("\"ts\":{}".utf8)]
    }
    guard let time = batch.ownTime(at: 0) else { return [nil] }
    return [
      member(event, index), Array("\"ts\":\"\(time)\"".utf8),
      Array("\"ts\":\(time.rawValue)".utf8),
    ].filter { $0 != nil }
  }

  private static func nameIndex(_ event: borrowing Event) -> Int? {
    for key in Key.nameKeys where event.contains(key) {
      if let index = lastIndex(event, key) {
        let view = event.view(member: index)
        if view.kind == .string, !view.saysNothing { return index }
      }
    }
    return nil
  }

  private static func timeIndex(_ event: borrowing Event) -> Int? {
    for key in Key.timeKeys where event.contains(key) {
      guard let index = lastIndex(event, key) else { continue }
      let view = event.view(member: index)
      if view.saysNothing { continue }
      if view.timestamp != nil || event.isTimeUnreadable { return index }
    }
    return nil
  }

  private static func lastIndex(_ event: borrowing Event, _ key: Key) -> Int? {
    var index = event.fields.count
    while index > 0 {
      index -= 1
      if event.fields[index].key == key { return index }
    }
    return nil
  }

  private static func keyText(_ event: borrowing Event, _ index: Int) -> [UInt8] {
    let field = event.fields[index]
    let start = Int(field.keyStart)
    var end = start
    while end < event.line.count, event.line[end] != UInt8(ascii: "\"") {
      end += event.line[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return [UInt8(ascii: "\"")] + bytes(event, start..<min(end, event.line.count)) + [
      UInt8(ascii: "\"")
    ]
  }

  private static func member(_ event: borrowing Event, _ index: Int?) -> [UInt8]? {
    guard let index else { return nil }
    let field = event.fields[index]
    let start = Int(field.valueStart)
    var value = bytes(event, start..<start + Int(field.valueLength))
    if field.kind == .string { value = [UInt8(ascii: "\"")] + value + [UInt8(ascii: "\"")] }
    return keyText(event, index) + [UInt8(ascii: ":")] + value
  }

  private static func bytes(_ event: borrowing Event, _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in range { bytes.append(event.line[index]) }
    return bytes
  }
}

@available(*, unavailable)
extension LineBlanker: Sendable {}
