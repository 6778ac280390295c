import Events

/// The limits of texts and of whole events, after everything that is secret was taken out.
extension Redactor {
  /// An event of which no text and not the whole is longer than it may be.
  func fitted(_ event: NewEvent, _ report: inout RedactionReport) -> NewEvent {
    var lengths = TextLengths()
    for field in event.fields { lengths.add(field) }
    let limit = max(rules.eventLimit, RedactionRules.leastEventLimit)
    // A byte takes six in JSON at most: what is far from the limit is not written to be measured.
    if lengths.longest <= rules.fieldLimit, lengths.total + event.name.utf8.count < limit / 6 {
      return event
    }
    var cut = RedactionReport()
    var short = fitted(event, to: rules.fieldLimit, &cut)
    var length = short.line().count
    if length > limit {
      var rest = TextLengths()
      for field in short.fields { rest.add(field) }
      for share in rest.shares(of: limit - (length - rest.written)) where length > limit {
        cut = RedactionReport()
        short = fitted(event, to: share, &cut)
        length = short.line().count
      }
    }
    report.add(cut)
    return length > limit ? leading(short, to: limit) : short
  }

  /// An event of so many members that shorter texts are not enough: those that fit, in their order, and
  /// how many there were.
  func leading(_ event: NewEvent, to limit: Int) -> NewEvent {
    var short = NewEvent(String(event.name.utf8.prefix(32)) ?? "truncated", at: event.time)
    let count = Value.integer(Int64(event.fields.count))
    let mark = Member("tlm_truncated", .object([Member("fields", count)]))
    var room = limit - NewEvent(short.name, at: event.time, fields: [mark]).line().count
    for field in event.fields where field.name != mark.name {
      var writer = JSONWriter()
      writer.write(member: field.name, field.value)
      guard writer.bytes.count < room else { continue }
      room -= writer.bytes.count + 1
      short.fields.append(field)
    }
    short.fields.append(mark)
    return short
  }

  private func fitted(
    _ event: NewEvent, to limit: Int, _ report: inout RedactionReport
  ) -> NewEvent {
    var short = event
    for place in short.fields.indices {
      short.fields[place].value = fitted(short.fields[place].value, to: limit, &report)
    }
    return short
  }

  /// A value of which no text is longer than it may be.
  func fitted(_ value: Value, to limit: Int, _ report: inout RedactionReport) -> Value {
    switch value {
    case .string(let text): .string(fitted(text, to: limit, &report))
    case .array(let elements): .array(elements.map { fitted($0, to: limit, &report) })
    case .object(let members):
      .object(members.map { Member($0.name, fitted($0.value, to: limit, &report)) })
    case .null, .bool, .integer, .unsigned, .double: value
    }
  }
}

/// How long the texts of an event are.
struct TextLengths {
  /// About as many bytes as everything has.
  private(set) var total = 0
  /// The bytes of the longest.
  private(set) var longest = 0
  /// Bytes of each text, and as it is written in JSON.
  private var texts: [(plain: Int, written: Int)] = []

  /// Bytes that the texts take as they are written.
  var written: Int { texts.reduce(0) { $0 + $1.written } }

  mutating func add(_ member: Member) {
    total += member.name.utf8.count + 4
    add(member.value)
  }

  mutating func add(_ value: Value) {
    total += 8
    switch value {
    case .string(let text):
      let length = text.utf8.count
      total += length
      longest = max(longest, length)
      texts.append((length, length + text.utf8.reduce(0) { $0 + Self.extra($1) }))
    case .array(let elements): for element in elements { add(element) }
    case .object(let members): for member in members { add(member) }
    case .null, .bool, .integer, .unsigned, .double: total += 16
    }
  }

  /// Bytes that each text may have so that all of them fit into a room: if escapes are spread over the
  /// texts, and if they all stand in front.
  func shares(of room: Int) -> [Int] {
    let share = share(of: room)
    return [share, share / 6]
  }

  /// What the short ones leave is shared by the long ones.
  private func share(of room: Int) -> Int {
    var left = max(0, room)
    let sorted = texts.sorted { $0.written < $1.written }
    for (place, text) in sorted.enumerated() {
      let share = left / (sorted.count - place)
      if text.written > share {
        let widths = sorted[place...].map { ($0.written + $0.plain - 1) / max(1, $0.plain) }
        return share / max(1, widths.max() ?? 1)
      }
      left -= text.written
    }
    return .max
  }

  /// Bytes that one takes in JSON beside itself.
  private static func extra(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x09, 0x0A, 0x0D: 1
    case 0..<0x20: 5
    default: 0
    }
  }
}
