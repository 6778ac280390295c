/// An event on its way into the log: what a program says happened.
public struct NewEvent: Sendable, Equatable {
  /// What happened, for example `issue_phase`.
  public var name: String
  /// When; nil leaves the line untimed, and it takes the time of the line before it.
  public var time: Timestamp?
  /// Everything else, in the caller's order.
  public var fields: [Member]

  /// An event of a name; without a time its line is untimed.
  public init(_ name: String, at time: Timestamp? = nil, fields: [Member] = []) {
    self.name = name
    self.time = time
    self.fields = fields
  }

  /// Keys that stand right after `ts` and `event`, in this order, so that logs read alike.
  public static let envelope = envelopeKeys.map(\.spelling)

  private static let envelopeKeys: [Key] = [
    .eventID, .level, .tool, .component, .project, .sessionID, .runID, .parentRunID, .issueID,
    .wave, .phase, .traceID, .spanID, .parentSpanID, .toolName, .durationS, .result, .exitCode,
    .model, .inputTokens, .outputTokens, .cacheReadTokens, .cacheCreationTokens, .costUSD,
  ]

  /// The event as one line that ends in a newline: `ts`, `event`, the envelope, then the rest.
  ///
  /// A field named `ts` stands in for a missing `time`; a field named `event` is written only
  /// where the event has no name. Of fields with one name the first is written.
  public func line() -> [UInt8] {
    let order = MemberOrder(fields)
    var writer = JSONWriter()
    writer.reserve(Self.usualLength)
    writer.byte("{")
    if let time {
      writer.write(string: "ts")
      writer.byte(":")
      writer.write(time)
    } else if let place = order.time {
      writer.write(field: fields[place])
    }
    if !name.isEmpty { writer.write(field: Member("event", .string(name))) }
    for rank in order.envelope.indices where order.envelope[rank] >= 0 {
      writer.write(field: fields[order.envelope[rank]])
    }
    for place in order.rest where name.isEmpty || fields[place].name != "event" {
      writer.write(field: fields[place])
    }
    writer.byte("}")
    writer.byte("\n")
    return writer.bytes
  }

  /// Room that most lines fit into, so that writing one takes one piece of memory.
  private static let usualLength = 384
}

extension JSONWriter {
  /// A member of the object that has just been opened or has members already.
  fileprivate mutating func write(field: Member) {
    if bytes.last != UInt8(ascii: "{") { byte(",") }
    write(member: field.name, field.value)
  }
}

/// Where each of an event's fields goes in its line. Every event that is written comes through
/// here, so nothing is moved or hashed for a usual number of fields.
private struct MemberOrder {
  /// The place of the field `ts`.
  var time: Int?
  /// The place of each envelope key's field, in the envelope's order; -1 where there is none.
  var envelope: InlineArray<24, Int> = .init(repeating: -1)
  /// All other fields, each name once.
  var rest: [Int] = []

  init(_ fields: [Member]) {
    // Names are equal by their bytes, as they are to whoever reads the line.
    var seen: Set<Label> = []
    for place in fields.indices {
      let name = fields[place].name
      if name == "ts" {
        if time == nil { time = place }
      } else if let rank = NewEvent.envelope.firstIndex(of: name) {
        if envelope[rank] < 0 { envelope[rank] = place }
      } else if fields.count > Self.fewFields {
        if seen.insert(Label(name)).inserted { rest.append(place) }
      } else if !rest.contains(where: { fields[$0].name.utf8.elementsEqual(name.utf8) }) {
        rest.append(place)
      }
    }
  }

  /// Up to this many, comparing names with each other is faster than hashing them.
  private static let fewFields = 32
}
